import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import type { Endpoint } from '../../lib/api-types.ts'
import { useRowKeys } from '../../lib/row-keys.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { EndpointBadge } from './endpoint-badge.tsx'
import { disabledWords, typesWords } from './endpoint-state.ts'
import { endpointListQuery, STATE_POLL_MS } from './get-endpoints.ts'

const HEAD = 'py-2 pr-4 text-left text-xs font-medium text-faint'
const CELL = 'py-2.5 pr-4 align-top max-sm:block max-sm:py-0'

/** Where outgoing webhooks go, and whether they arrive. */
export function EndpointList({ mode, onNew }: { mode: Mode; onNew: () => void }) {
  const endpoints = useQuery({ ...endpointListQuery(mode), refetchInterval: STATE_POLL_MS })
  useRowKeys('endpoint')
  useShortcuts([{ keys: 'c', label: 'New endpoint', group: 'This page', run: onNew }])
  return (
    <>
      <PageHeading title="Endpoints">
        <Link to="/$mode/endpoints/new" params={{ mode }} className={buttonClass('primary')}>
          <Plus aria-hidden className="size-4" />
          New endpoint
          <span aria-hidden>
            <Kbd keys="c" />
          </span>
        </Link>
      </PageHeading>
      <div className="overflow-clip rounded-lg border border-line bg-surface shadow-raised">
        {endpoints.isPending && <Skeleton className="m-4 h-32" />}
        {endpoints.isError && !endpoints.data && (
          <ErrorState
            title="The endpoints could not be loaded"
            error={endpoints.error}
            onRetry={() => void endpoints.refetch()}
          />
        )}
        {endpoints.data?.length === 0 && (
          <EmptyState title="No endpoints yet">
            <p>
              An address of yours that is told by a signed webhook when a customer’s access, stage or packages change,
              so that your app need not ask.
            </p>
            <Link to="/$mode/endpoints/new" params={{ mode }} className={buttonClass('primary')}>
              Add the first one
            </Link>
          </EmptyState>
        )}
        {endpoints.data && endpoints.data.length > 0 && (
          <table className="w-full border-collapse max-sm:block">
            <caption className="sr-only">Endpoints, what they are told, and whether it arrives</caption>
            <thead className="max-sm:sr-only">
              <tr>
                <th scope="col" className={`${HEAD} pl-4`}>
                  Endpoint
                </th>
                <th scope="col" className={HEAD}>
                  Told of
                </th>
                <th scope="col" className={HEAD}>
                  State
                </th>
              </tr>
            </thead>
            <tbody className="max-sm:block">
              {endpoints.data.map((endpoint) => (
                <EndpointRow key={endpoint.id} mode={mode} endpoint={endpoint} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </>
  )
}

function EndpointRow({ mode, endpoint }: { mode: Mode; endpoint: Endpoint }) {
  const { id, url, description, failing_since: since } = endpoint
  const disabled = disabledWords(endpoint)
  return (
    <tr className="relative border-t border-line focus-within:bg-sunken hover:bg-sunken max-sm:flex max-sm:flex-col max-sm:gap-1 max-sm:px-4 max-sm:py-3">
      <td className={`${CELL} min-w-0 pl-4 max-sm:pl-0`}>
        <Link
          to="/$mode/endpoints/$endpointId"
          params={{ mode, endpointId: id }}
          data-row={id}
          className="font-medium break-all after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {url}
        </Link>
        {description && <span className="block text-sm break-words text-soft">{description}</span>}
      </td>
      <td className={`${CELL} text-soft`}>{typesWords(endpoint)}</td>
      <td className={CELL}>
        <EndpointBadge endpoint={endpoint} />
        {disabled && <span className="block max-w-[40ch] text-sm text-soft">{disabled}</span>}
        {since && (
          <span className="block text-sm text-soft">
            Nothing has arrived since <TimeAgo at={since} />
          </span>
        )}
      </td>
    </tr>
  )
}
