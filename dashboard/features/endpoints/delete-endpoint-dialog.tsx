import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'
import type { Endpoint } from '../../lib/api-types.ts'
import { showToast } from '../../lib/toast.ts'
import { useDeleteEndpoint } from './change-endpoints.ts'

interface DeleteEndpointDialogProps {
  mode: Mode
  endpoint: Endpoint
  onDeleted: () => void
  onClose: () => void
}

export function DeleteEndpointDialog({ mode, endpoint, onDeleted, onClose }: DeleteEndpointDialogProps) {
  const remove = useDeleteEndpoint(mode, endpoint.id)

  function confirm() {
    remove.mutate(undefined, {
      onSuccess: () => {
        showToast('The endpoint is deleted')
        onDeleted()
      },
    })
  }

  return (
    <Modal title="Delete this endpoint?" onClose={onClose}>
      <div className="flex flex-col gap-3 px-4 py-4">
        <p className="text-soft">
          <span className="font-medium break-all text-ink">{endpoint.url}</span> is told of nothing any more in {mode}{' '}
          mode. What is on its way there is canceled, and its secret is gone for good.
        </p>
        {remove.isError && (
          <p role="alert" className="text-sm text-bad">
            {remove.error.message}
          </p>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Keep it</Button>
        <Button look="danger" busy={remove.isPending} onClick={confirm}>
          {remove.isPending ? 'Deleting…' : 'Delete the endpoint'}
        </Button>
      </div>
    </Modal>
  )
}
