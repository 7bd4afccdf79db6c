import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import type { Template } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { useDeleteTemplate } from '../change-templates.ts'

interface DeleteTemplateDialogProps {
  mode: Mode
  template: Template
  onDeleted: () => void
  onClose: () => void
}

export function DeleteTemplateDialog({ mode, template, onDeleted, onClose }: DeleteTemplateDialogProps) {
  const remove = useDeleteTemplate(mode, template.id)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        showToast(`“${template.name}” is deleted`)
        onDeleted()
      },
    })
  }

  return (
    <Modal title="Delete this template?" onClose={onClose}>
      <div className="flex flex-col gap-3 px-4 py-4">
        <p className="text-soft">
          <span className="font-medium break-words text-ink">{template.name}</span> goes away for {mode} mode, with all
          its versions. Mails that were sent stay as they are.
        </p>
        {remove.isError && (
          <ProblemNote title="It could not be deleted" error={remove.error}>
            <p className="text-soft">{remove.error.message}</p>
          </ProblemNote>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" busy={remove.isPending} onClick={confirm}>
          {remove.isPending ? 'Deleting…' : 'Delete the template'}
        </Button>
      </div>
    </Modal>
  )
}
