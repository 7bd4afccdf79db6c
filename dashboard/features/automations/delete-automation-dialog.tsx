import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import type { Automation } from '../../lib/api-types.ts'
import { showToast } from '../../lib/toast.ts'
import { useDeleteAutomation } from './change-automations.ts'

interface DeleteAutomationDialogProps {
  mode: Mode
  automation: Automation
  onDeleted: () => void
  onClose: () => void
}

export function DeleteAutomationDialog({ mode, automation, onDeleted, onClose }: DeleteAutomationDialogProps) {
  const remove = useDeleteAutomation(mode, automation.id)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        showToast(`“${automation.name}” is deleted`)
        onDeleted()
      },
    })
  }

  return (
    <Modal title={`Delete “${automation.name}”?`} onClose={onClose}>
      <div className="flex flex-col gap-3 px-4 py-4 text-soft">
        <p>Runs that wait end. What it did stays to be read at its customers, events and deliveries.</p>
        {remove.isError && (
          <ProblemNote title="It could not be deleted" error={remove.error}>
            <p>{remove.error.message}</p>
          </ProblemNote>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" busy={remove.isPending} onClick={confirm}>
          Delete
        </Button>
      </div>
    </Modal>
  )
}
