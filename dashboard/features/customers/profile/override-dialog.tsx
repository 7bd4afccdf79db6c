import { type FormEvent, useState } from 'react'
import { OVERRIDE_FIELDS, type OverrideField } from '../../../../worker/domain/customer.ts'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { fieldError } from '../../../lib/api-error.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { absoluteTime, toLocalField } from '../../../lib/time-field.ts'
import { showToast } from '../../../lib/toast.ts'
import { useChangeCustomer } from '../change-customer.ts'
import type { Names } from '../names.ts'
import { OVERRIDE_LABELS } from '../overrides.ts'
import { overrideDraft, overrideInput, untilProblem } from './override-draft.ts'
import { OverrideValue } from './override-value.tsx'

interface OverrideDialogProps {
  mode: Mode
  customer: Customer
  names: Names
  onClose: () => void
}

const DAY_MS = 86_400_000
const SPANS = [
  { label: '1 day', days: 1 },
  { label: '7 days', days: 7 },
  { label: '30 days', days: 30 },
]

/** Sets a value by hand over what the rules say, for a while or until it is taken back. */
export function OverrideDialog({ mode, customer, names, onClose }: OverrideDialogProps) {
  const [draft, setDraft] = useState(() => overrideDraft(customer))
  const change = useChangeCustomer(mode, customer.id)
  const problem = untilProblem(draft, Date.now())
  const errorOf = (member: string) => fieldError(change.error, `/overrides/${draft.field}/${member}`)
  const isAtField = ['value', 'until', 'reason'].some((member) => errorOf(member) !== null)

  function submit(event: FormEvent) {
    event.preventDefault()
    if (problem) return
    change.mutate(
      { overrides: { [draft.field]: overrideInput(draft) } },
      {
        onSuccess: () => {
          showToast(`${OVERRIDE_LABELS[draft.field]} is set by hand.`)
          onClose()
        },
      },
    )
  }

  return (
    <Modal title="Set by hand" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col">
        <div className="flex flex-col gap-4 px-4 py-4">
          <p className="text-soft">
            This value wins over what the rules say, until the moment below or until you take it back.
          </p>
          <SelectField
            label="What"
            value={draft.field}
            onChange={(event) => setDraft({ ...draft, field: event.target.value as OverrideField })}
          >
            {OVERRIDE_FIELDS.map((field) => (
              <option key={field} value={field}>
                {OVERRIDE_LABELS[field]}
              </option>
            ))}
          </SelectField>
          <OverrideValue draft={draft} names={names} error={errorOf('value')} onChange={setDraft} />
          <div>
            <TextField
              type="datetime-local"
              label="Until"
              hint="Left empty, it stays until you take it back."
              value={draft.until}
              error={problem ?? errorOf('until')}
              onChange={(event) => setDraft({ ...draft, until: event.target.value })}
            />
            <p className="mt-2 flex flex-wrap gap-2">
              {SPANS.map(({ label, days }) => (
                <Button
                  key={days}
                  onClick={() => setDraft({ ...draft, until: toLocalField(absoluteTime(Date.now() + days * DAY_MS)) })}
                  className="h-7 px-2 text-xs"
                >
                  For {label}
                </Button>
              ))}
            </p>
          </div>
          <TextField
            label="Reason"
            hint="Whoever looks at this customer later reads it."
            value={draft.reason}
            maxLength={500}
            error={errorOf('reason')}
            onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
          />
          {change.isError && !isAtField && (
            <ProblemNote title="It was not set" error={change.error}>
              <p className="text-soft">{change.error.message}</p>
            </ProblemNote>
          )}
        </div>
        <div className={MODAL_ACTIONS}>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={change.isPending}>
            {change.isPending ? 'Setting…' : `Set ${OVERRIDE_LABELS[draft.field].toLowerCase()}`}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
