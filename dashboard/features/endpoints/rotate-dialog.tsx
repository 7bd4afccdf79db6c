import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'
import type { Endpoint } from '../../lib/api-types.ts'
import { useRotateSecret } from './change-endpoints.ts'
import { SecretDialog } from './secret-dialog.tsx'

interface RotateDialogProps {
  mode: Mode
  endpoint: Endpoint
  onClose: () => void
}

/** Asks, then shows the new secret. */
export function RotateDialog({ mode, endpoint, onClose }: RotateDialogProps) {
  const rotate = useRotateSecret(mode, endpoint.id)
  if (rotate.data) return <SecretDialog secret={rotate.data.secret} rotated onClose={onClose} />
  return (
    <Modal title="Rotate the signing secret?" onClose={onClose}>
      <div className="flex flex-col gap-3 px-4 py-4 text-soft">
        <p>
          Billhook makes a new secret and shows it once. For 24 hours each webhook carries a signature of both, so your
          server may take the new one at any time of the day. After that the former one no longer signs.
        </p>
        <p>Rotate twice within a day, and the first of the three is out at once.</p>
        {rotate.isError && (
          <p role="alert" className="text-sm text-bad">
            {rotate.error.message}
          </p>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Keep the present one</Button>
        <Button look="primary" busy={rotate.isPending} onClick={() => rotate.mutate()}>
          Make a new secret
        </Button>
      </div>
    </Modal>
  )
}
