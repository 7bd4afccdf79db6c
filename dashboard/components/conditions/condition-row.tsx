import { X } from 'lucide-react'
import { useId } from 'react'
import { OWN_PREFIX } from '../../../worker/domain/condition-fields.ts'
import { IconButton } from '../icon-button.tsx'
import { Select } from '../select.tsx'
import { type ConditionDraft, EVENT_PREFIX, isNamed, withField } from './condition-draft.ts'
import { FIELD_GROUPS, kindOf } from './field-words.ts'
import type { KnownValues } from './known-values.ts'
import { type Ask, asksOf, askWords } from './op-words.ts'
import { ValueInput } from './value-input.tsx'

interface ConditionRowProps {
  index: number
  draft: ConditionDraft
  known: KnownValues
  /** What is wrong, and at which input; null where nothing is. */
  problem: { at: 'ownKey' | 'value'; message: string } | null
  /** Problems are told, so their place is kept. */
  isChecked: boolean
  /** Values of what happened may be asked for too. */
  withEvent?: boolean
  onChange: (draft: ConditionDraft) => void
  /** Left out where it is the only one. */
  onRemove?: () => void
}

/** One condition: field, what is asked of it, and with what it is compared. */
export function ConditionRow({
  index,
  draft,
  known,
  problem,
  isChecked,
  withEvent = false,
  onChange,
  onRemove,
}: ConditionRowProps) {
  const id = useId()
  const kind = kindOf(draft.field)
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
            onChange={(event) => onChange(withField(draft, event.target.value))}
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
            {(withEvent || draft.field === EVENT_PREFIX) && (
              <optgroup label="What happened">
                <option value={EVENT_PREFIX}>Value of the event…</option>
              </optgroup>
            )}
          </Select>
          {isNamed(draft.field) && (
            <input
              aria-label={draft.field === OWN_PREFIX ? 'Name of your own field' : 'Path of the value'}
              placeholder={draft.field === OWN_PREFIX ? 'name' : 'amount, or data.lines.data.0.amount'}
              autoComplete="off"
              spellCheck={false}
              aria-invalid={problem?.at === 'ownKey' ? true : undefined}
              aria-describedby={problem ? `${id}-error` : undefined}
              value={draft.ownKey}
              onChange={(event) => onChange({ ...draft, ownKey: event.target.value })}
              className="control min-w-0 px-2.5 font-mono aria-invalid:border-bad"
            />
          )}
        </div>
        <Select
          aria-label="Asked"
          value={draft.ask}
          onChange={(event) => onChange({ ...draft, ask: event.target.value as Ask })}
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
            errorId={problem?.at === 'value' ? `${id}-error` : undefined}
            onChange={onChange}
          />
          {/* Its line stays when it is mended: a button that moved up under the pointer would miss its click. */}
          {isChecked && (
            <p id={`${id}-error`} role="alert" className="min-h-4.5 text-xs font-medium text-bad">
              {problem?.message}
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
