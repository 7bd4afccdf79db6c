import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { isRunning } from '../../../worker/domain/job.ts'
import { buttonClass } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import type { Connection } from '../../lib/api-types.ts'
import { ConnectionStatus } from './connection-status.tsx'
import { KIND_WORDS, needsSetUp } from './connection-words.ts'
import { useConnection } from './get-connection.ts'
import { ImportLine } from './jobs/import-line.tsx'
import { ReasonText } from './reason-text.tsx'

/** How this mode is connected to Stripe, in short; the connection's own page has the rest. */
export function ConnectionPanel({ mode }: { mode: Mode }) {
  const query = useConnection(mode)
  const connection = query.data
  return (
    <Panel
      title="Connection"
      aside={
        connection &&
        !needsSetUp(connection) && (
          <Link to="/$mode/connect" params={{ mode }} search={{}} className={`text-sm text-soft ${TEXT_LINK}`}>
            Manage
          </Link>
        )
      }
    >
      {query.isPending && (
        <div aria-busy="true" className="flex flex-col gap-4 px-4 py-4">
          <p className="sr-only">Loading the connection</p>
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 w-56 max-w-full" />
        </div>
      )}
      {query.isError && !connection && (
        <ErrorState title="The connection could not be read" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {connection &&
        (needsSetUp(connection) ? <Invitation connection={connection} /> : <Summary connection={connection} />)}
    </Panel>
  )
}

function Invitation({ connection: { mode, status, reason } }: { connection: Connection }) {
  const again = status === 'disconnected'
  return (
    <div className="flex flex-col items-start gap-3 px-4 py-5">
      <p className="max-w-[60ch] break-words text-soft">
        {again && reason ? (
          <ReasonText text={reason} />
        ) : (
          `Billhook reads the catalog, customers and subscriptions of your Stripe account in ${mode} mode, and follows every event from then on. It takes about two minutes.`
        )}
      </p>
      <Link to="/$mode/connect" params={{ mode }} search={{}} className={buttonClass('primary')}>
        {again ? 'Reconnect' : 'Connect'} Stripe ({mode} mode)
      </Link>
    </div>
  )
}

function Summary({ connection }: { connection: Connection }) {
  const { mode, status, reason, kind, stripe_account: account, conditions, import: run } = connection
  const worst = conditions[0]
  return (
    <div className="flex flex-col gap-3 px-4 py-4">
      <p className="flex items-center gap-2 text-md font-semibold">
        <ConnectionStatus status={status} />
      </p>
      <div className="text-soft">
        <p className="font-medium text-ink">{account?.name ?? account?.id ?? (kind && KIND_WORDS[kind].label)}</p>
        {account?.name && <code className="block font-mono text-xs leading-5 break-all">{account.id}</code>}
        {!account && kind && <p className="text-sm">{KIND_WORDS[kind].meaning}</p>}
      </div>
      {worst ? (
        <p className="rounded-md bg-warn-wash px-3 py-2">
          <ReasonText text={worst.cause} />{' '}
          <Link to="/$mode/connect" params={{ mode }} search={{}} className={TEXT_LINK}>
            {conditions.length > 1 ? `Mend it, and ${conditions.length - 1} more` : 'Mend it'}
          </Link>
        </p>
      ) : (
        reason && (
          <p className="break-words text-soft">
            <ReasonText text={reason} />
          </p>
        )
      )}
      {run && isRunning(run) && <ImportLine mode={mode} known={run} />}
      {kind === 'webhook_only' && (
        <Link
          to="/$mode/connect"
          params={{ mode }}
          search={{ way: 'restricted_key' }}
          className={`${TEXT_LINK} w-fit text-sm text-soft`}
        >
          Connect with a key, to import what exists
        </Link>
      )}
      {connection.last_event && (
        <p className="text-sm text-faint">
          Last event <TimeAgo at={connection.last_event.received_at} />
        </p>
      )}
      {connection.last_catch_up_at && (
        <p className="text-sm text-faint">
          Caught up <TimeAgo at={connection.last_catch_up_at} />
        </p>
      )}
    </div>
  )
}
