import { X } from 'lucide-react'
import { useId } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { OWN_PREFIX } from '../../../worker/domain/condition-fields.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { Select } from '../../components/select.tsx'
import { type ConditionDraft, withField } from './condition-draft.ts'
import { FIELD_GROUPS, kindOf } from './field-words.ts'
import type { KnownValues } from './known-values.ts'
import { type Ask, asksOf, askWords } from './op-words.ts'
import type { SegmentForm } from './segment-form.ts'
import { ValueInput } from './value-input.tsx'

interface ConditionRowProps {
  index: number
  known: KnownValues
  /** Left out where it is the only one. */
  onRemove?: () => void
}

/** One condition: field, what is asked of it, and with what it is compared. */
export function ConditionRow({ index, known, onRemove }: ConditionRowProps) {
  const id = useId()
  const { register, setValue, formState } = useFormContext<SegmentForm>()
  const draft = useWatch<SegmentForm, `conditions.${number}`>({ name: `conditions.${index}` })
  const kind = kindOf(draft.field)
  const problems = formState.errors.conditions?.[index]
  const error = problems?.ownKey?.message ?? problems?.text?.message ?? null

  function change(next: ConditionDraft) {
    setValue(`conditions.${index}`, next, { shouldDirty: true, shouldValidate: formState.isSubmitted })
  }

  return (
    <li>
      <fieldset
        aria-label={`Condition ${index + 1}`}
        className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-start gap-2 md:grid-cols-[13rem_11rem_minmax(0,1fr)_auto]"
      >
        <div className="flex min-w-0 flex-col gap-2">
          <Select
            aria-label="Field"
            value={draft.field}
            onChange={(event) => change(withField(draft, event.target.value))}
          >
            {FIELD_GROUPS.map(({ label, fields }) => (
              <optgroup key={label} label={label}>
                {Object.entries(fields).map(([field, words]) => (
                  <option key={field} value={field}>
                    {words}
                  </option>
                ))}
              </optgroup>
            ))}
            <optgroup label="Your own">
              <option value={OWN_PREFIX}>Own field…</option>
            </optgroup>
          </Select>
          {draft.field === OWN_PREFIX && (
            <input
              aria-label="Name of your own field"
              placeholder="name"
              autoComplete="off"
              spellCheck={false}
              aria-invalid={problems?.ownKey ? true : undefined}
              aria-describedby={error ? `${id}-error` : undefined}
              {...register(`conditions.${index}.ownKey`)}
              className="control min-w-0 px-2.5 font-mono aria-invalid:border-bad"
            />
          )}
        </div>
        <Select
          aria-label="Asked"
          value={draft.ask}
          onChange={(event) => change({ ...draft, ask: event.target.value as Ask })}
          className="max-md:col-start-1"
        >
          {asksOf(kind).map((ask) => (
            <option key={ask} value={ask}>
              {askWords(kind, ask, draft.moment)}
            </option>
          ))}
        </Select>
        <div className="flex min-w-0 flex-col gap-1 max-md:col-start-1">
          <ValueInput
            draft={draft}
            known={known}
            errorId={problems?.text ? `${id}-error` : undefined}
            onChange={change}
          />
          {/* Its line stays when it is mended: a button that moved up under the pointer would miss its click. */}
          {formState.isSubmitted && (
            <p id={`${id}-error`} role="alert" className="min-h-4.5 text-xs font-medium text-bad">
              {error}
            </p>
          )}
        </div>
        {onRemove && (
          <IconButton
            label={`Remove condition ${index + 1}`}
            onClick={onRemove}
            className="size-8.5 max-md:col-start-2 max-md:row-start-1"
          >
            <X aria-hidden className="size-4" />
          </IconButton>
        )}
      </fieldset>
    </li>
  )
}
