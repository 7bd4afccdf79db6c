import { useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { ConnectionFacts } from './connection-facts.tsx'
import { needsSetUp, secretIsWanted } from './connection-words.ts'
import { FirstEvent } from './first-event.tsx'
import { connectionQuery } from './get-connection.ts'
import { SecretForm } from './secret-form.tsx'
import { SetUpSteps } from './set-up-steps.tsx'

/** How this mode is connected to Stripe, or the steps that connect it. */
export function ConnectionPanel({ mode }: { mode: Mode }) {
  const fallbackMs = useLiveFallbackMs()
  const query = useQuery({ ...connectionQuery(mode), ...(fallbackMs ? { refetchInterval: fallbackMs } : {}) })
  const connection = query.data
  if (connection && needsSetUp(connection))
    return (
      <Panel title="Connect Stripe">
        {connection.status === 'disconnected' && connection.reason && <Reason reason={connection.reason} />}
        <SetUpSteps connection={connection} />
      </Panel>
    )
  return (
    <Panel title="Connection">
      {query.isPending && <ConnectionSkeleton />}
      {query.isError && !connection && (
        <ErrorState title="The connection could not be read" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {connection && (
        <>
          {connection.reason && <Reason reason={connection.reason} />}
          {!connection.last_event && <FirstEvent mode={mode} />}
          <ConnectionFacts connection={connection} />
          <details className="border-t border-line px-4 py-3" open={secretIsWanted(connection)}>
            <summary className="w-fit rounded-sm text-sm text-soft hover:text-ink">Add a signing secret</summary>
            <div className="pt-3">
              <SecretForm mode={mode} />
            </div>
          </details>
        </>
      )}
    </Panel>
  )
}

function Reason({ reason }: { reason: string }) {
  return <p className="border-b border-line px-4 py-3 break-words">{reason}</p>
}

function ConnectionSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4 px-4 py-4">
      <p className="sr-only">Loading the connection</p>
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-4 w-56 max-w-full" />
      <Skeleton className="h-4 w-32" />
    </div>
  )
}
