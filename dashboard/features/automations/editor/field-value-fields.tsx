import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import type { ActionDraft } from './action-draft.ts'
import type { ActionFieldsProps } from './action-fields.tsx'

const TYPES: Record<ActionDraft['fieldType'], string> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Yes or no',
  none: 'Nothing (empties it)',
}

/** A field of the account’s own, and what it is set to. */
export function FieldValueFields({ action, at, set }: Omit<ActionFieldsProps, 'names'>) {
  const { fieldType, fieldKey, fieldValue } = action
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <TextField
        label="Field"
        autoComplete="off"
        spellCheck={false}
        value={fieldKey}
        error={at('key')}
        onChange={(event) => set({ fieldKey: event.target.value })}
        className="[&_input]:font-mono"
      />
      <SelectField
        label="Set to a"
        value={fieldType}
        onChange={(event) => set({ fieldType: event.target.value as ActionDraft['fieldType'], fieldValue: '' })}
      >
        {Object.entries(TYPES).map(([type, words]) => (
          <option key={type} value={type}>
            {words}
          </option>
        ))}
      </SelectField>
      {fieldType === 'boolean' && (
        <SelectField
          label="Value"
          value={fieldValue === 'true' ? 'true' : 'false'}
          onChange={(event) => set({ fieldValue: event.target.value })}
        >
          <option value="true">yes</option>
          <option value="false">no</option>
        </SelectField>
      )}
      {(fieldType === 'text' || fieldType === 'number') && (
        <TextField
          label="Value"
          autoComplete="off"
          inputMode={fieldType === 'number' ? 'decimal' : 'text'}
          value={fieldValue}
          error={at('value')}
          onChange={(event) => set({ fieldValue: event.target.value })}
        />
      )}
    </div>
  )
}
