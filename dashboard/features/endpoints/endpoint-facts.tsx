import { Breakable } from '../../components/breakable.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Panel } from '../../components/panel.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import type { Endpoint } from '../../lib/api-types.ts'
import { EndpointBadge } from './endpoint-badge.tsx'
import { disabledWords } from './endpoint-state.ts'

export function EndpointFacts({ endpoint }: { endpoint: Endpoint }) {
  const { url, description, events, failing_since: since, created_at: made } = endpoint
  const disabled = disabledWords(endpoint)
  return (
    <Panel title={description ?? 'Where it goes'} aside={<EndpointBadge endpoint={endpoint} />}>
      <dl className="grid gap-x-6 gap-y-2.5 px-4 py-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
        <dt className="text-faint">URL</dt>
        <dd className="flex min-w-0 items-start gap-1 font-mono text-sm break-all">
          {url}
          <CopyButton text={url} what="URL" />
        </dd>
        <dt className="text-faint">Told of</dt>
        <dd>
          {events.length === 0 ? (
            'All types'
          ) : (
            <ul className="flex flex-wrap gap-x-3 gap-y-1 font-mono text-sm">
              {events.map((type) => (
                <li key={type}>
                  <Breakable text={type} />
                </li>
              ))}
            </ul>
          )}
        </dd>
        {disabled && (
          <>
            <dt className="text-faint">Disabled because</dt>
            <dd>{disabled} What it misses meanwhile can be recovered.</dd>
          </>
        )}
        {since && (
          <>
            <dt className="text-faint">Failing since</dt>
            <dd>
              <TimeAgo at={since} />. After five days of nothing but failures it is disabled.
            </dd>
          </>
        )}
        <dt className="text-faint">Added</dt>
        <dd>
          <TimeAgo at={made} />
        </dd>
      </dl>
    </Panel>
  )
}
