import { type FormEvent, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { useChangeCustomer } from '../change-customer.ts'
import { changeOf, draftOf } from '../customer-draft.ts'
import { CustomerFields } from '../customer-fields.tsx'

interface DetailsDialogProps {
  mode: Mode
  customer: Customer
  onClose: () => void
}

/** Who the customer is, by hand. */
export function DetailsDialog({ mode, customer, onClose }: DetailsDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(customer))
  const change = useChangeCustomer(mode, customer.id)

  function submit(event: FormEvent) {
    event.preventDefault()
    const changes = changeOf(customer, draft)
    if (Object.keys(changes).length === 0) return onClose()
    change.mutate(changes, {
      onSuccess: () => {
        showToast('The details are saved.')
        onClose()
      },
    })
  }

  return (
    <Modal title="Edit details" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <CustomerFields
          draft={draft}
          onChange={setDraft}
          error={change.error}
          problem="The details were not saved"
          existing={{ hasExternalId: customer.external_id !== null }}
        />
        <div className={MODAL_ACTIONS}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={change.isPending}>
            {change.isPending ? 'Saving…' : 'Save'}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
