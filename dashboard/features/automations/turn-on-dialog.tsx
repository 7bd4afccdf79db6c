import { Button } from '../../components/button.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'

interface TurnOnDialogProps {
  name: string
  onTurnOn: () => void
  onClose: () => void
}

/** Asked in live mode only. */
export function TurnOnDialog({ name, onTurnOn, onClose }: TurnOnDialogProps) {
  return (
    <Modal title={`Turn on “${name}” in live mode?`} onClose={onClose}>
      <p className="px-4 py-4 text-soft">
        From now on it acts on real customers: they get its mails, and their tags, fields and access change. What
        happened before starts nothing.
      </p>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Not yet</Button>
        <Button look="primary" onClick={onTurnOn}>
          Turn on for real customers
        </Button>
      </div>
    </Modal>
  )
}
