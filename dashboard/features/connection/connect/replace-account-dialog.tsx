import { ArrowDown } from 'lucide-react'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'

interface ReplaceAccountDialogProps {
  change: { current: string; next: string | null }
  busy: boolean
  onAccept: () => void
  onDecline: () => void
}

/** Another Stripe account than before: names both, says what happens to the data, and asks. */
export function ReplaceAccountDialog({ change, busy, onAccept, onDecline }: ReplaceAccountDialogProps) {
  return (
    <Modal title="Another Stripe account" onClose={busy ? () => undefined : onDecline}>
      <div className="flex flex-col gap-4 px-4 py-4">
        <dl className="flex flex-col gap-1">
          <Account name="Connected so far" id={change.current} />
          <ArrowDown aria-hidden className="ml-3 size-4 text-faint" />
          <Account name="To be connected" id={change.next ?? 'The account you chose at Stripe'} />
        </dl>
        <p className="text-soft">
          The catalog, customers and subscriptions that Billhook holds of {change.current} are removed, and its webhook
          endpoint there ends. Then the other account is imported. Events that were received stay in the list. Nothing
          else changes in Stripe.
        </p>
      </div>
      <div className={MODAL_ACTIONS}>
        <Button onClick={onDecline}>Keep {change.current}</Button>
        <Button look="danger" busy={busy} onClick={onAccept}>
          {busy ? 'Switching…' : 'Switch and remove the old data'}
        </Button>
      </div>
    </Modal>
  )
}

function Account({ name, id }: { name: string; id: string }) {
  return (
    <div className="rounded-md border border-line bg-sunken px-3 py-2">
      <dt className="text-xs text-soft">{name}</dt>
      <dd className="font-mono text-sm break-all">{id}</dd>
    </div>
  )
}
