import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'
import { showToast } from '../../lib/toast.ts'
import { useClearOutbox } from './get-outbox.ts'

export function ClearDialog({ mode, onClose }: { mode: Mode; onClose: () => void }) {
  const clear = useClearOutbox(mode)

  function confirm() {
    clear.mutate(undefined, {
      onSuccess: () => {
        showToast('The outbox is empty')
        onClose()
      },
    })
  }

  return (
    <Modal title="Clear the outbox?" onClose={onClose}>
      <div className="flex flex-col gap-3 px-4 py-4">
        <p className="text-soft">All mails of {mode} mode go from this page. Their deliveries stay.</p>
        {clear.isError && (
          <p role="alert" className="text-sm text-bad">
            {clear.error.message}
          </p>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Keep them</Button>
        <Button look="danger" busy={clear.isPending} onClick={confirm}>
          Clear all
        </Button>
      </div>
    </Modal>
  )
}
