import { useIsMutating } from '@tanstack/react-query'
import { useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { isRunning } from '../../../worker/domain/job.ts'
import { Button } from '../../components/button.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import type { Connection } from '../../lib/api-types.ts'
import { ConnectionCard } from './card/connection-card.tsx'
import { connectWithKeyKey } from './connect/connect-with-key.ts'
import { OauthOutcome } from './connect/oauth-outcome.tsx'
import type { Way } from './connect/way-words.ts'
import { WaysPanel } from './connect/ways-panel.tsx'
import type { ConnectionSearch } from './connection-search.ts'
import { canRead } from './connection-words.ts'
import { useConnection } from './get-connection.ts'
import { ImportPanel } from './jobs/import-panel.tsx'
import { JobList } from './jobs/job-list.tsx'
import { TurnedAwayAdvice } from './turned-away-advice.tsx'

interface ConnectionViewProps {
  mode: Mode
  search: ConnectionSearch
  /** Undefined closes the choice of ways. */
  onWay: (way: Way | undefined) => void
  /** The round trip to Stripe was taken notice of. */
  onOauthDone: () => void
}

/** Everything about this mode's link to Stripe: making it, what it does, ending it. */
export function ConnectionView({ mode, search, onWay, onOauthDone }: ConnectionViewProps) {
  const query = useConnection(mode)
  const connection = query.data
  const isNew = connection?.status === 'not_connected'
  const isOpen = useOpenWays(mode, connection, search.way)
  const importFirst = useEver(connection?.import != null && isRunning(connection.import))
  const importPanel = connection?.import && (
    <ImportPanel mode={mode} known={connection.import} watched={importFirst} canStart={canRead(connection)} />
  )

  function onConnected() {
    if (search.way) onWay(undefined)
    // The form is gone: reading goes on at the top, where the new state stands.
    document.getElementById('main')?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  }

  return (
    <>
      <PageHeading title="Connection" />
      {search.oauth && (
        <OauthOutcome
          mode={mode}
          outcome={{ ...search, oauth: search.oauth }}
          connection={connection}
          onDone={onOauthDone}
        />
      )}
      <div className="flex flex-col gap-6">
        {query.isPending && <ConnectionSkeleton />}
        {query.isError && !connection && (
          <Panel title="Stripe">
            <ErrorState
              title="The connection could not be read"
              error={query.error}
              onRetry={() => void query.refetch()}
            />
          </Panel>
        )}
        {connection && isOpen && (
          <div className="flex flex-col gap-2">
            <WaysPanel
              mode={mode}
              connection={connection}
              way={search.way}
              title={isNew ? `Connect Stripe in ${mode} mode` : `Connect ${mode} mode in another way`}
              onChoose={onWay}
              onDone={onConnected}
            />
            {!isNew && (
              <Button look="quiet" className="self-end" onClick={() => onWay(undefined)}>
                Leave it as it is
              </Button>
            )}
          </div>
        )}
        {importFirst && !isOpen && importPanel}
        {connection && !isNew && !isOpen && <ConnectionCard mode={mode} connection={connection} />}
        <TurnedAwayAdvice mode={mode} />
        {!(importFirst && !isOpen) && importPanel}
        {connection && !isNew && connection.kind !== 'webhook_only' && <JobList mode={mode} />}
      </div>
    </>
  )
}

/**
 * Whether the ways stand open: where nothing is connected, where the address says so, and as long as a key is on its way,
 * although the status changes meanwhile.
 */
function useOpenWays(mode: Mode, connection: Connection | undefined, way: Way | undefined): boolean {
  const isConnecting = useIsMutating({ mutationKey: connectWithKeyKey(mode) }) > 0
  const status = connection?.status
  const wasNew = useEver(status === 'not_connected')
  return status === 'not_connected' || way !== undefined || isConnecting || (wasNew && status === 'connecting')
}

/** True from the first time on that `value` was. */
function useEver(value: boolean): boolean {
  const [ever, setEver] = useState(value)
  if (value && !ever) setEver(true)
  return ever || value
}

function ConnectionSkeleton() {
  return (
    <Panel title="Stripe">
      <div aria-busy="true" className="flex flex-col gap-4 px-4 py-4">
        <p className="sr-only">Loading the connection</p>
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-4 w-80 max-w-full" />
        <Skeleton className="h-24" />
      </div>
    </Panel>
  )
}
