import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import type { Customer } from '../../../lib/api-types.ts'
import { useMerge } from '../change-customer.ts'
import { CustomerPicker } from '../customer-picker.tsx'
import { type CustomerHead, customerName } from '../names.ts'

interface MergeDialogProps {
  mode: Mode
  customer: Customer
  onClose: () => void
  onMerged: (survivor: Customer) => void
}

/** Two records of one payer become one. */
export function MergeDialog({ mode, customer, onClose, onMerged }: MergeDialogProps) {
  const [into, setInto] = useState<CustomerHead | null>(null)
  const merge = useMerge(mode, customer.id)
  const name = customerName(customer)
  return (
    <Modal title={`Merge ${name} into another customer`} onClose={onClose}>
      <div className="flex flex-col gap-4 px-4 py-4">
        <CustomerPicker
          mode={mode}
          label="Which customer stays?"
          value={into}
          onPick={setInto}
          leaveOut={customer.id}
        />
        {into && (
          <p className="text-soft">
            The Stripe customers, your own fields, tags and the history of {name} go over to {customerName(into)}.{' '}
            {name} is in no list any more, and <code className="font-mono text-xs">{customer.id}</code> leads to{' '}
            {customerName(into)}. This cannot be undone.
          </p>
        )}
        {merge.isError && (
          <ProblemNote title="They were not merged" error={merge.error}>
            <p className="text-soft">{merge.error.message}</p>
          </ProblemNote>
        )}
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="danger"
          disabled={!into}
          busy={merge.isPending}
          onClick={() => into && merge.mutate(into.id, { onSuccess: onMerged })}
        >
          {merge.isPending ? 'Merging…' : 'Merge for good'}
        </Button>
      </div>
    </Modal>
  )
}
