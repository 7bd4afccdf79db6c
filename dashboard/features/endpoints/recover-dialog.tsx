import { type FormEvent, useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'
import { TextField } from '../../components/text-field.tsx'
import type { Endpoint } from '../../lib/api-types.ts'
import { countOf } from '../../lib/count-words.ts'
import { fromLocalField, toLocalField } from '../../lib/time-field.ts'
import { useRecover } from './change-endpoints.ts'

interface RecoverDialogProps {
  mode: Mode
  endpoint: Endpoint
  onClose: () => void
}

const DAY_MS = 86_400_000

/** Sends again what did not arrive. */
export function RecoverDialog({ mode, endpoint, onClose }: RecoverDialogProps) {
  const [since, setSince] = useState(() =>
    toLocalField(endpoint.failing_since ?? new Date(Date.now() - DAY_MS).toISOString()),
  )
  const recover = useRecover(mode, endpoint.id)
  const absolute = fromLocalField(since)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (absolute && !recover.isPending) recover.mutate(absolute)
  }

  return (
    <Modal title="Send again what did not arrive" onClose={onClose}>
      <form onSubmit={submit}>
        <div className="flex flex-col gap-4 px-4 py-4">
          <p className="text-soft">
            All that failed, or was missed while the endpoint was disabled, goes out again, 1,000 at most at once. What
            arrived does not.
          </p>
          <TextField
            label="Since"
            type="datetime-local"
            className="max-w-64"
            value={since}
            onChange={(event) => setSince(event.target.value)}
          />
          <p role="status" className="empty:hidden">
            {recover.data &&
              (recover.data.recovered === 0
                ? 'Nothing failed or was missed since then.'
                : `${countOf(recover.data.recovered, 'webhook')} on the way again.`)}
          </p>
          {recover.isError && (
            <p role="alert" className="text-sm text-bad">
              {recover.error.message}
            </p>
          )}
        </div>
        <div className={MODAL_ACTIONS}>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" look="primary" busy={recover.isPending} disabled={!absolute}>
            Send again
          </Button>
        </div>
      </form>
    </Modal>
  )
}
