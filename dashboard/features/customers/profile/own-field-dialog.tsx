import { type FormEvent, useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { Modal } from '../../../components/modal.tsx'
import { MODAL_ACTIONS } from '../../../components/modal-actions.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { fieldError } from '../../../lib/api-error.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { showToast } from '../../../lib/toast.ts'
import { useChangeCustomer } from '../change-customer.ts'
import type { FieldRow } from './field-rows.ts'
import {
  OWN_TYPE_LABELS,
  OWN_TYPES,
  type OwnType,
  ownFieldDraft,
  ownFieldProblem,
  ownFieldValue,
  ownKeyProblem,
} from './own-field.ts'

interface OwnFieldDialogProps {
  mode: Mode
  customer: Customer
  /** Null: a new one. */
  field: FieldRow | null
  onClose: () => void
}

/** Adds, changes or takes away a field of the account's own. */
export function OwnFieldDialog({ mode, customer, field, onClose }: OwnFieldDialogProps) {
  const [draft, setDraft] = useState(() => ownFieldDraft(field?.key ?? '', field?.value))
  const [isChecked, setIsChecked] = useState(false)
  const change = useChangeCustomer(mode, customer.id)
  const key = draft.key.trim()
  const keyProblem = field ? null : ownKeyProblem(key)
  const problem = ownFieldProblem(draft)
  const refusal = fieldError(change.error, `/fields/${key}`)

  function save(fields: Parameters<typeof change.mutate>[0]['fields'], told: string) {
    change.mutate(
      { fields: fields ?? {} },
      {
        onSuccess: () => {
          showToast(told)
          onClose()
        },
      },
    )
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setIsChecked(true)
    if (!keyProblem && !problem) save({ [key]: ownFieldValue(draft) }, `${key} is saved.`)
  }

  return (
    <Modal title={field ? `Change ${field.key}` : 'Add a field'} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div className="flex flex-col gap-4 px-4 py-4">
          {!field && (
            <TextField
              label="Name"
              hint="A letter first, then letters, digits and _: templates and segments know it as fields.name."
              autoComplete="off"
              spellCheck={false}
              value={draft.key}
              error={(isChecked && keyProblem) || refusal}
              onChange={(event) => setDraft({ ...draft, key: event.target.value })}
            />
          )}
          <SelectField
            label="Type"
            value={draft.type}
            onChange={(event) => {
              const type = event.target.value as OwnType
              setDraft({ ...draft, type, text: type === 'yes_no' ? 'yes' : '' })
            }}
          >
            {OWN_TYPES.map((type) => (
              <option key={type} value={type}>
                {OWN_TYPE_LABELS[type]}
              </option>
            ))}
          </SelectField>
          {draft.type === 'yes_no' ? (
            <SelectField
              label="Value"
              value={draft.text}
              onChange={(event) => setDraft({ ...draft, text: event.target.value })}
            >
              <option value="yes">Yes</option>
              <option value="no">No</option>
            </SelectField>
          ) : (
            <TextField
              label="Value"
              autoComplete="off"
              inputMode={draft.type === 'number' ? 'decimal' : 'text'}
              value={draft.text}
              error={(isChecked && problem) || (field && refusal)}
              onChange={(event) => setDraft({ ...draft, text: event.target.value })}
            />
          )}
          {change.isError && !refusal && (
            <ProblemNote title="The field was not saved" error={change.error}>
              <p className="text-soft">{change.error.message}</p>
            </ProblemNote>
          )}
        </div>
        <div className={MODAL_ACTIONS}>
          {field && (
            <Button
              look="quiet"
              busy={change.isPending}
              onClick={() => save({ [field.key]: null }, `${field.key} is taken away.`)}
              className="mr-auto"
            >
              Take away
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" busy={change.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  )
}
