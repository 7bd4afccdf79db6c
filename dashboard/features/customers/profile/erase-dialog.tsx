import { type FormEvent, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { TextField } from '../../../components/text-field.tsx'
import type { Customer } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { useErase } from '../change-customer.ts'
import { customerName } from '../names.ts'
import { isConfirmed } from './erase-words.ts'

interface EraseDialogProps {
  mode: Mode
  customer: Customer
  onClose: () => void
}

/** Erasing cannot be undone: what goes and what stays is said, and the customer is named once more by hand. */
export function EraseDialog({ mode, customer, onClose }: EraseDialogProps) {
  const [typed, setTyped] = useState('')
  const erase = useErase(mode, customer.id)
  const name = customerName(customer)
  const confirmed = isConfirmed(typed, name)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!confirmed) return
    erase.mutate(undefined, {
      onSuccess: () => {
        showToast('The personal data was erased.')
        onClose()
      },
    })
  }

  return (
    <Modal title="Erase personal data" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div className="flex flex-col gap-4 px-4 py-4">
          <div>
            <h3 className="font-semibold">What goes, for good</h3>
            <p className="text-soft">
              The name, the e-mail address and the user id, tags and your own fields, and the content of the stored
              events about this customer.
            </p>
          </div>
          <div>
            <h3 className="font-semibold">What stays</h3>
            <p className="text-soft">
              The Stripe ids, what was paid and when, the MRR and its history: every total stays as it is. Access keeps
              following the subscriptions. Later events do not bring the person back.
            </p>
          </div>
          <div>
            <h3 className="font-semibold">What is left for you to do</h3>
            <p className="text-soft">Stripe keeps its own copy: erase it there as well.</p>
          </div>
          <TextField
            label={`Type “${name}” to confirm`}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          {erase.isError && (
            <ProblemNote title="Nothing was erased" error={erase.error}>
              <p className="text-soft">{erase.error.message}</p>
            </ProblemNote>
          )}
        </div>
        <div className={MODAL_ACTIONS}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" type="submit" disabled={!confirmed} busy={erase.isPending}>
            {erase.isPending ? 'Erasing…' : 'Erase for good'}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
