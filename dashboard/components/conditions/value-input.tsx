import { useId } from 'react'
import { ChipsInput } from '../chips-input.tsx'
import { Select } from '../select.tsx'
import { type ConditionDraft, typeOf, type ValueType } from './condition-draft.ts'
import { FIXED_VALUES, kindOf, valueLabel } from './field-words.ts'
import { type KnownValues, suggestionsFor } from './known-values.ts'
import { MomentInput } from './moment-input.tsx'

interface ValueInputProps {
  draft: ConditionDraft
  known: KnownValues
  errorId: string | undefined
  onChange: (draft: ConditionDraft) => void
}

/** With what a field is compared: the input fits the field's kind and what is asked. */
export function ValueInput(props: ValueInputProps) {
  const { draft } = props
  const kind = kindOf(draft.field)
  if (draft.ask === 'is_set' || draft.ask === 'is_not_set') return null
  if (kind === 'moment') return <MomentInput {...props} />
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-2">
      {kind === 'own' && draft.ask !== 'contains' && <TypeInput {...props} />}
      <div className="min-w-0 flex-1 basis-40">
        {draft.ask === 'in' ? <ListInput {...props} /> : <OneInput {...props} />}
        {kind === 'money' && <p className="mt-1 text-xs text-faint">In minor units, in any currency: 1900 is 19.00.</p>}
      </div>
    </div>
  )
}

function ListInput({ draft, known, errorId, onChange }: ValueInputProps) {
  const fixed = FIXED_VALUES[draft.field]
  const suggestions = suggestionsFor(draft.field, known)
  const isNumeric = typeOf(draft) === 'number'
  function refuse(text: string): string | null {
    if (fixed && !fixed.includes(text)) return `One of ${fixed.join(', ')}.`
    return isNumeric && !Number.isFinite(Number(text)) ? 'This has to be a number.' : null
  }
  return (
    <ChipsInput
      label="values"
      values={draft.list}
      onChange={(list) => onChange({ ...draft, list })}
      suggestions={suggestions}
      refuse={refuse}
      invalidBy={errorId}
      placeholder={suggestions.length > 0 ? suggestions.slice(0, 3).join(', ') : 'Enter adds one'}
    />
  )
}

function OneInput({ draft, known, errorId, onChange }: ValueInputProps) {
  const id = useId()
  const fixed = FIXED_VALUES[draft.field]
  const type = typeOf(draft)
  const described = { 'aria-describedby': errorId, 'aria-invalid': errorId ? true : undefined } as const
  if (type === 'boolean' || (fixed && draft.ask !== 'contains'))
    return (
      <Select
        aria-label="Value"
        {...described}
        value={draft.text}
        onChange={(event) => onChange({ ...draft, text: event.target.value })}
        className="w-full"
      >
        <option value="" disabled>
          Choose…
        </option>
        {(fixed ?? ['true', 'false']).map((value) => (
          <option key={value} value={value}>
            {fixed ? valueLabel(draft.field, value) : value === 'true' ? 'yes' : 'no'}
          </option>
        ))}
      </Select>
    )
  const suggestions = suggestionsFor(draft.field, known)
  return (
    <div className="flex flex-col gap-1">
      <input
        aria-label="Value"
        {...described}
        type={type === 'number' ? 'number' : 'text'}
        step="any"
        inputMode={type === 'number' ? 'decimal' : 'text'}
        autoComplete="off"
        spellCheck={false}
        list={suggestions.length > 0 ? id : undefined}
        value={draft.text}
        onChange={(event) => onChange({ ...draft, text: event.target.value })}
        className="control w-full min-w-0 px-2.5 aria-invalid:border-bad"
      />
      {suggestions.length > 0 && (
        <datalist id={id}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </div>
  )
}

function TypeInput({ draft, onChange }: ValueInputProps) {
  const types: ValueType[] = draft.ask === 'in' ? ['text', 'number'] : ['text', 'number', 'boolean']
  const ordered = ['gt', 'gte', 'lt', 'lte'].includes(draft.ask)
  if (ordered) return null
  return (
    <Select
      aria-label="Type of the value"
      value={typeOf(draft)}
      onChange={(event) => onChange({ ...draft, type: event.target.value as ValueType, text: '', list: [] })}
    >
      {types.map((type) => (
        <option key={type} value={type}>
          {type === 'boolean' ? 'yes or no' : type}
        </option>
      ))}
    </Select>
  )
}
