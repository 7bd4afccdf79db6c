import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { isRunning } from '../../../../worker/domain/job.ts'
import { Button, buttonClass } from '../../../components/button.tsx'
import type { Connection } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { useRepair } from '../change-connection.ts'
import { startProblem, useStartJob } from '../jobs/start-job.ts'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'

interface CardActionsProps {
  mode: Mode
  connection: Connection
  canRead: boolean
}

/** What can be done with the connection now. */
export function CardActions({ mode, connection, canRead }: CardActionsProps) {
  const [dialog, setDialog] = useState<'import' | 'disconnect' | null>(null)
  const catchUp = useStartJob(mode, 'catch_up')
  const repair = useRepair(mode)
  const importing = connection.import !== null && isRunning(connection.import)
  const failure = catchUp.error ? startProblem(catchUp.error) : repair.error?.message
  const isWebhookOnly = connection.kind === 'webhook_only'
  const isOff = connection.status === 'disconnected' || connection.status === 'connecting'
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-3">
      {canRead && (
        <>
          <Button
            busy={catchUp.isPending}
            disabled={importing}
            title={importing ? 'The running import reads everything already' : undefined}
            onClick={() =>
              catchUp.mutate(undefined, { onSuccess: () => showToast('Looking for missed events. See “Recent jobs”.') })
            }
          >
            Catch up now
          </Button>
          <Button disabled={importing} onClick={() => setDialog('import')}>
            Import again
          </Button>
          <Button
            busy={repair.isPending}
            onClick={() =>
              repair.mutate(undefined, {
                onSuccess: ({ conditions }) =>
                  conditions.length === 0 &&
                  showToast('Stripe was asked: endpoint and permissions are as they should be.'),
              })
            }
          >
            {repair.isPending ? 'Asking Stripe…' : 'Check again'}
          </Button>
        </>
      )}
      <Link
        to="/$mode/connect"
        params={{ mode }}
        search={{ way: isWebhookOnly || connection.kind === null ? 'restricted_key' : connection.kind }}
        className={buttonClass(isWebhookOnly || isOff ? 'primary' : 'plain')}
      >
        {linkLabel(connection)}
      </Link>
      {(canRead || isWebhookOnly) && (
        <Button look="quiet" className="sm:ml-auto" onClick={() => setDialog('disconnect')}>
          Disconnect…
        </Button>
      )}
      {failure && (
        <p role="alert" className="basis-full text-sm font-medium text-bad">
          {failure}
        </p>
      )}
      {dialog === 'import' && (
        <ImportDialog mode={mode} months={connection.import_months} onClose={() => setDialog(null)} />
      )}
      {dialog === 'disconnect' && (
        <DisconnectDialog mode={mode} connection={connection} onClose={() => setDialog(null)} />
      )}
    </div>
  )
}

function linkLabel({ kind, status }: Connection): string {
  if (status === 'disconnected') return 'Reconnect'
  if (status === 'connecting') return 'Connect again'
  if (kind === 'webhook_only') return 'Connect with a key'
  return kind === 'restricted_key' ? 'Use another key' : 'Connect another way'
}
