import type { ReactNode } from 'react'
import { CodeLine } from '../../components/code-line.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import type { Connection } from '../../lib/api-types.ts'
import { endpointUrl, KIND_WORDS } from './connection-words.ts'

export function ConnectionFacts({ connection }: { connection: Connection }) {
  const { kind, stripe_account: account, webhook, import: run } = connection
  return (
    <dl className="flex flex-col gap-3 px-4 py-4">
      {kind && (
        <Fact name="Kind">
          {KIND_WORDS[kind].label}
          <span className="block text-sm text-soft">{KIND_WORDS[kind].meaning}</span>
        </Fact>
      )}
      <Fact name="Stripe account">
        {account ? (
          <>
            {account.name ?? account.id}
            <span className="block text-sm text-soft">
              {[account.name && account.id, account.country].filter(Boolean).join(' · ')}
            </span>
          </>
        ) : (
          <span className="text-soft">Not known: events do not name it</span>
        )}
      </Fact>
      <Fact name="API version of events">
        {connection.api_version ?? <span className="text-soft">No event yet</span>}
      </Fact>
      {connection.last_catch_up_at && (
        <Fact name="Last catch-up">
          <TimeAgo at={connection.last_catch_up_at} />
        </Fact>
      )}
      {connection.last_catalog_sync_at && (
        <Fact name="Last catalog sync">
          <TimeAgo at={connection.last_catalog_sync_at} />
        </Fact>
      )}
      {run && <Fact name="Import">{importText(run)}</Fact>}
      {webhook && webhook.missing_event_types.length > 0 && (
        <Fact name="Events Stripe does not send">
          <span className="font-mono text-xs">{webhook.missing_event_types.join(', ')}</span>
        </Fact>
      )}
      <div className="min-w-0">
        <dt className="mb-1 text-xs text-faint">Endpoint address</dt>
        <dd>
          <CodeLine code={endpointUrl(connection, window.location.origin)} what="endpoint address" />
        </dd>
      </div>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  )
}

function importText({ status, done, skipped }: NonNullable<Connection['import']>): string {
  const counts = Object.entries(done).map(([noun, n]) => `${n} ${noun}`)
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`)
  return [status, ...counts].join(' · ')
}
