import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Kbd } from '../../../components/kbd.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { useShortcuts } from '../../../lib/shortcuts.ts'
import { showToast } from '../../../lib/toast.ts'
import { useCreateCustomer } from '../change-customer.ts'
import { EMPTY_DRAFT, newCustomerInput, newCustomerProblem } from '../customer-draft.ts'
import { CustomerFields } from '../customer-fields.tsx'
import { customerName } from '../names.ts'

/** A customer made by hand: the button, its key and its dialog. */
export function NewCustomer({ mode }: { mode: Mode }) {
  const [open, setOpen] = useState(false)
  useShortcuts([{ keys: 'c', label: 'New customer', group: 'This page', run: () => setOpen(true) }])
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-4" />
        New customer
        <span aria-hidden>
          <Kbd keys="c" />
        </span>
      </Button>
      {open && <NewCustomerDialog mode={mode} onClose={() => setOpen(false)} />}
    </>
  )
}

function NewCustomerDialog({ mode, onClose }: { mode: Mode; onClose: () => void }) {
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  const [isChecked, setIsChecked] = useState(false)
  const create = useCreateCustomer(mode)
  const navigate = useNavigate()
  const problem = newCustomerProblem(draft)

  function submit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    if (problem) return
    create.mutate(newCustomerInput(draft), {
      onSuccess: (customer) => {
        onClose()
        showToast(`${customerName(customer)} is a customer now.`)
        void navigate({ to: '/$mode/customers/$customerId', params: { mode, customerId: customer.id }, search: {} })
      },
    })
  }

  return (
    <Modal title={`New customer (${mode} mode)`} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <CustomerFields draft={draft} onChange={setDraft} error={create.error} problem="The customer was not created" />
        {isChecked && problem && (
          <p role="alert" className="px-4 pb-4 text-sm font-medium text-bad">
            {problem}
          </p>
        )}
        <div className={MODAL_ACTIONS}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={create.isPending}>
            {create.isPending ? 'Creating…' : 'Create customer'}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
