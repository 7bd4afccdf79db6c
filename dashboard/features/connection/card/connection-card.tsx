import type { Mode } from '../../../../worker/domain/ids.ts'
import { Panel } from '../../../components/panel.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Connection } from '../../../lib/api-types.ts'
import { ConditionList } from '../condition-list.tsx'
import { ConnectionStatus } from '../connection-status.tsx'
import { canRead } from '../connection-words.ts'
import { ReasonText } from '../reason-text.tsx'
import { FirstEvent } from '../webhook/first-event.tsx'
import { CardActions } from './card-actions.tsx'
import { CardDetails } from './card-details.tsx'
import { ConnectionFacts } from './connection-facts.tsx'

/** The connection as it is: status, cause, facts, and everything that can be done with it. */
export function ConnectionCard({ mode, connection }: { mode: Mode; connection: Connection }) {
  // The conditions say it themselves.
  const reason = connection.reason === connection.conditions[0]?.cause ? null : connection.reason
  return (
    <Panel
      title="Stripe"
      aside={
        connection.checked_at && (
          <span className="text-xs text-faint">
            checked <TimeAgo at={connection.checked_at} />
          </span>
        )
      }
    >
      <div className="border-b border-line px-4 py-3.5">
        <p className="flex items-center gap-2 text-lg font-semibold tracking-tight">
          <ConnectionStatus status={connection.status} />
        </p>
        {reason && (
          <p className="mt-0.5 max-w-[80ch] break-words text-soft">
            <ReasonText text={reason} />
          </p>
        )}
      </div>
      <ConditionList connection={connection} />
      <ConnectionFacts connection={connection} />
      {!connection.last_event && connection.status !== 'disconnected' && (
        <div className="flex flex-col gap-2 border-t border-line px-4 py-4 text-soft">
          <FirstEvent mode={mode} />
        </div>
      )}
      <CardDetails mode={mode} connection={connection} />
      <CardActions mode={mode} connection={connection} canRead={canRead(connection)} />
    </Panel>
  )
}
