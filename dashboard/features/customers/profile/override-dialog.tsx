import { type FormEvent, useState } from 'react'
import {
  ACCESS_STATES,
  type AccessState,
  OVERRIDE_FIELDS,
  type OverrideField,
} from '../../../../worker/domain/customer.ts'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ChipsInput } from '../../../components/chips-input.tsx'
import { Modal } from '../../../components/modal.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { fieldError } from '../../../lib/api-error.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { absoluteTime, toLocalField } from '../../../lib/time-field.ts'
import { showToast } from '../../../lib/toast.ts'
import { useChangeCustomer } from '../change-customer.ts'
import type { Names } from '../names.ts'
import { ACCESS_WORDS } from '../state-words.ts'
import { OVERRIDE_LABELS, type OverrideDraft, overrideDraft, overrideInput, untilProblem } from './override-draft.ts'

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
        <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={change.isPending}>
            {change.isPending ? 'Setting…' : `Set ${OVERRIDE_LABELS[draft.field].toLowerCase()}`}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

interface OverrideValueProps {
  draft: OverrideDraft
  names: Names
  error: string | null
  onChange: (draft: OverrideDraft) => void
}

function OverrideValue({ draft, names, error, onChange }: OverrideValueProps) {
  switch (draft.field) {
    case 'access':
      return (
        <SelectField
          label="Access"
          hint={ACCESS_WORDS[draft.access].meaning}
          value={draft.access}
          error={error}
          onChange={(event) => onChange({ ...draft, access: event.target.value as AccessState })}
        >
          {ACCESS_STATES.map((state) => (
            <option key={state} value={state}>
              {ACCESS_WORDS[state].label}
            </option>
          ))}
        </SelectField>
      )
    case 'stage':
      return (
        <SelectField
          label="Stage"
          value={draft.stage}
          error={error}
          onChange={(event) => onChange({ ...draft, stage: event.target.value })}
        >
          <option value="">None</option>
          {[...new Set([...names.stages, ...(draft.stage ? [draft.stage] : [])])].map((stage) => (
            <option key={stage} value={stage}>
              {stage}
            </option>
          ))}
        </SelectField>
      )
    case 'packages':
      return (
        <div className="flex flex-col gap-1">
          <label htmlFor="override-packages" className="text-sm font-medium">
            Packages
          </label>
          <ChipsInput
            id="override-packages"
            label="Packages"
            values={draft.packages}
            suggestionsId="known-packages"
            error={error}
            onChange={(packages) => onChange({ ...draft, packages })}
          />
          <datalist id="known-packages">
            {names.packages.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </div>
      )
  }
}
