import { useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { ErrorState } from '../../../components/error-state.tsx'
import { Panel } from '../../../components/panel.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import type { Connection } from '../../../lib/api-types.ts'
import { waysQuery } from '../get-ways.ts'
import { WebhookWay } from '../webhook/webhook-way.tsx'
import { KeyWay } from './key-way.tsx'
import { OauthWay } from './oauth-way.tsx'
import { WayChoice } from './way-choice.tsx'
import { offeredWays, type Way } from './way-words.ts'

interface WaysPanelProps {
  mode: Mode
  connection: Connection
  way: Way | undefined
  title: string
  onChoose: (way: Way) => void
  onDone: () => void
}

/** The choice of ways to connect, and the chosen one step by step. */
export function WaysPanel({ mode, connection, way, title, onChoose, onDone }: WaysPanelProps) {
  const query = useQuery(waysQuery(mode))
  const ways = query.data
  const offered = ways && offeredWays(ways)
  const chosen = offered?.open.includes(way ?? 'restricted_key') ? (way ?? 'restricted_key') : 'restricted_key'
  return (
    <Panel title={title}>
      {query.isPending && (
        <div aria-busy="true" className="flex flex-col gap-4 px-4 py-4">
          <p className="sr-only">Loading the ways to connect</p>
          <Skeleton className="h-16 max-w-[28rem]" />
          <Skeleton className="h-4 w-72 max-w-full" />
          <Skeleton className="h-4 w-56 max-w-full" />
          <Skeleton className="h-40" />
        </div>
      )}
      {query.isError && !ways && (
        <ErrorState
          title="The ways to connect could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
      {ways && offered && (
        <>
          <WayChoice offered={offered} chosen={chosen} onChoose={onChoose} />
          {chosen === 'restricted_key' && (
            <KeyWay key={mode} mode={mode} ways={ways} importMonths={connection.import_months} onConnected={onDone} />
          )}
          {(chosen === 'app_oauth' || chosen === 'connect_oauth') && (
            <OauthWay key={chosen} mode={mode} kind={chosen} ways={ways} />
          )}
          {chosen === 'webhook_only' && <WebhookWay connection={connection} onSaved={onDone} />}
        </>
      )}
    </Panel>
  )
}
