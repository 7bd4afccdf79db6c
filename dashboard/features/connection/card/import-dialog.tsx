import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { showToast } from '../../../lib/toast.ts'
import { MonthsField } from '../connect/months-field.tsx'
import { startProblem, useStartJob } from '../jobs/start-job.ts'

/** Reads the Stripe account once more. */
export function ImportDialog({ mode, months, onClose }: { mode: Mode; months: number; onClose: () => void }) {
  const [chosen, setChosen] = useState(months)
  const start = useStartJob(mode, 'import')
  return (
    <Modal title="Import again" onClose={onClose}>
      <div className="flex flex-col gap-4 px-4 py-4">
        <p className="text-soft">
          Billhook reads the Stripe account from the beginning and corrects what differs. Nothing is removed, and no
          automation runs for what is read.
        </p>
        <MonthsField value={chosen} onChange={setChosen} />
        {start.isError && <ProblemNote title={startProblem(start.error)} error={start.error} />}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          busy={start.isPending}
          onClick={() =>
            start.mutate(chosen, {
              onSuccess: () => {
                showToast('The import has begun.')
                onClose()
              },
            })
          }
        >
          Import
        </Button>
      </div>
    </Modal>
  )
}
