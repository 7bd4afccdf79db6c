import { useState } from 'react'
import { SelectField } from '../../../components/select-field.tsx'
import { TextArea } from '../../../components/text-area.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { ApiError, fieldError } from '../../../lib/api-error.ts'
import type { SimulatorSearch } from '../simulator-search.ts'
import type { FormPartProps } from './simulator-form.tsx'

const ON_END = [
  ['expire', 'Expires'],
  ['freeze', 'Freezes'],
] as const
const ON_PAUSE = [
  ['freeze', 'Freezes'],
  ['suspend', 'Is suspended'],
  ['keep', 'Stays'],
] as const

/** A few settings that may differ from those in force, to see what they would do. */
export function ChangedSettings({ search, onSearch, problem, error }: FormPartProps) {
  const { grace, on_end, on_pause, mapping } = search
  const changed = [grace, on_end, on_pause, mapping].filter((one) => one !== undefined).length
  const [isOpen] = useState(changed > 0)
  const set = (patch: SimulatorSearch) => onSearch({ ...search, ...patch })
  return (
    <details open={isOpen} className="rounded-md border border-line">
      <summary className="flex min-h-9 cursor-pointer items-center gap-2 px-3 font-medium">
        Other settings
        <span className="font-normal text-faint">{changed > 0 ? `${changed} differ` : 'those in force'}</span>
      </summary>
      <div className="flex flex-col gap-3 border-t border-line p-3">
        <TextField
          type="number"
          min={0}
          max={365}
          label="Grace after a failed payment, in days"
          placeholder="As it is"
          value={grace ?? ''}
          onChange={({ target }) => set({ grace: target.value === '' ? undefined : Number(target.value) })}
          error={fieldError(error, '/settings/access/grace_days')}
        />
        <Choice label="Access when it ends" options={ON_END} value={on_end} onChoose={(one) => set({ on_end: one })} />
        <Choice
          label="Access while it is paused"
          options={ON_PAUSE}
          value={on_pause}
          onChoose={(one) => set({ on_pause: one })}
        />
        <TextArea
          label="Price or product id to packages"
          hint={'In place of the whole mapping, such as {"price_simulated": ["pro"]}'}
          rows={3}
          value={mapping ?? ''}
          onChange={({ target }) => set({ mapping: target.value === '' ? undefined : target.value })}
          error={problem?.field === 'mapping' ? problem.message : mappingError(error)}
        />
      </div>
    </details>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  options: readonly (readonly [Value, string])[]
  value: Value | undefined
  onChoose: (value: Value | undefined) => void
}

function Choice<Value extends string>({ label, options, value, onChoose }: ChoiceProps<Value>) {
  return (
    <SelectField
      label={label}
      value={value ?? ''}
      onChange={({ target }) => onChoose(options.find(([one]) => one === target.value)?.[0])}
    >
      <option value="">As it is</option>
      {options.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </SelectField>
  )
}

/** Of any of its entries. */
function mappingError(error: unknown): string | null {
  if (!(error instanceof ApiError)) return null
  return error.fields.find(({ pointer }) => pointer.startsWith('/settings/price_mapping'))?.message ?? null
}
