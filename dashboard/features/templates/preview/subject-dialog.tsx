import { type ReactNode, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import type { CustomerHead } from './customer-head.ts'
import { type PreviewSubject, SAMPLES } from './preview-subject.ts'

export interface PickerSlots {
  customerPicker: (props: { value: CustomerHead | null; onPick: (customer: CustomerHead | null) => void }) => ReactNode
  eventPicker: (props: { value: string; onPick: (id: string) => void }) => ReactNode
}

interface SubjectDialogProps extends PickerSlots {
  subject: PreviewSubject
  onChoose: (subject: PreviewSubject) => void
  onClose: () => void
}

const KINDS = [
  { value: 'standard', ...SAMPLES.standard },
  { value: 'edge', ...SAMPLES.edge },
  { value: 'customer', label: 'A customer', note: 'With the values that they have now.' },
  { value: 'event', label: 'An event', note: 'What it brought, and its customer.' },
] as const
type Kind = (typeof KINDS)[number]['value']

/** Whom the preview is for. */
export function SubjectDialog({ subject, customerPicker, eventPicker, onChoose, onClose }: SubjectDialogProps) {
  const [kind, setKind] = useState<Kind>(subject.kind === 'sample' ? subject.sample : subject.kind)
  const [customer, setCustomer] = useState(subject.kind === 'customer' ? subject.customer : null)
  const [event, setEvent] = useState(subject.kind === 'event' ? subject.id : '')
  const chosen = chosenSubject()

  function chosenSubject(): PreviewSubject | null {
    if (kind === 'customer') return customer && { kind, customer }
    if (kind === 'event') return event === '' ? null : { kind, id: event }
    return { kind: 'sample', sample: kind }
  }

  return (
    <Modal title="Preview as" onClose={onClose}>
      <form
        onSubmit={(submit) => {
          submit.preventDefault()
          if (chosen) onChoose(chosen)
        }}
      >
        <div className="flex flex-col gap-4 px-4 py-4">
          <div role="radiogroup" aria-label="Preview as" className="flex flex-col gap-2">
            {KINDS.map(({ value, label, note }) => (
              <label key={value} className="flex items-start gap-2">
                <input
                  type="radio"
                  name="preview-as"
                  checked={kind === value}
                  onChange={() => setKind(value)}
                  className="mt-0.75 size-4 shrink-0"
                />
                <span>
                  {label}
                  <span className="block text-sm text-soft">{note}</span>
                </span>
              </label>
            ))}
          </div>
          {kind === 'customer' && customerPicker({ value: customer, onPick: setCustomer })}
          {kind === 'event' && eventPicker({ value: event, onPick: setEvent })}
        </div>
        <div className={MODAL_ACTIONS}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={!chosen}>
            Show it
          </Button>
        </div>
      </form>
    </Modal>
  )
}
