import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Modal } from '../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../components/modal-actions.ts'
import { LogOnlyField } from './log-only-field.tsx'

interface TurnOnDialogProps {
  name: string
  isLogOnly: boolean
  onTurnOn: (logOnly: boolean) => void
  onClose: () => void
}

/** Asked in live mode only. */
export function TurnOnDialog({ name, isLogOnly, onTurnOn, onClose }: TurnOnDialogProps) {
  const [logOnly, setLogOnly] = useState(isLogOnly)
  return (
    <Modal title={`Turn on “${name}” in live mode?`} onClose={onClose}>
      <div className="flex flex-col gap-4 px-4 py-4">
        <p className="text-soft">
          {logOnly
            ? 'From now on it records what it would do for real customers, who notice nothing.'
            : 'From now on it acts on real customers: they get its mails, and their tags, fields and access change.'}{' '}
          What happened before starts nothing.
        </p>
        <LogOnlyField checked={logOnly} onChange={setLogOnly} />
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Not yet</Button>
        <Button look="primary" onClick={() => onTurnOn(logOnly)}>
          {logOnly ? 'Turn on, log only' : 'Turn on for real customers'}
        </Button>
      </div>
    </Modal>
  )
}
