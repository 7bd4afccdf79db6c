import { ACCESS_STATES, type AccessState } from '../../../../worker/domain/customer.ts'
import { ChipsInput } from '../../../components/chips-input.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import type { Names } from '../names.ts'
import { ACCESS_WORDS } from '../state-words.ts'
import type { OverrideDraft } from './override-draft.ts'

interface OverrideValueProps {
  draft: OverrideDraft
  names: Names
  error: string | null
  onChange: (draft: OverrideDraft) => void
}

/** The value itself, by what is set. */
export function OverrideValue({ draft, names, error, onChange }: OverrideValueProps) {
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
