import { ACCESS_STATES } from '../../../../worker/domain/customer.ts'
import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { ACCESS_LABELS } from '../../../lib/access-labels.ts'
import type { AutomationNames, Named } from '../automation-names.ts'
import { STRIPE_PREFIX, TRIGGER_GROUPS } from '../words/trigger-words.ts'
import { type Problems, problemAt } from './draft-problems.ts'
import { filtersOf, type TriggerDraft } from './trigger-draft.ts'

interface TriggerFieldsProps {
  trigger: TriggerDraft
  names: AutomationNames
  problems: Problems
  onChange: (trigger: TriggerDraft) => void
}

/** What has to happen, and what restricts it. */
export function TriggerFields({ trigger, names, problems, onChange }: TriggerFieldsProps) {
  const filters = filtersOf(trigger.type)
  const set = (changes: Partial<TriggerDraft>) => onChange({ ...trigger, ...changes })
  const at = (name: string) => problemAt(problems, `/trigger/${name}`)
  return (
    <div className="grid gap-4 px-4 py-4 sm:grid-cols-2">
      <SelectField
        label="What happens"
        value={trigger.type}
        error={at('type')}
        onChange={(event) => set({ type: event.target.value })}
        className="sm:col-span-2"
      >
        {TRIGGER_GROUPS.map(({ label, triggers }) => (
          <optgroup key={label} label={label}>
            {Object.entries(triggers).map(([type, words]) => (
              <option key={type} value={type}>
                {words.charAt(0).toUpperCase() + words.slice(1)}
              </option>
            ))}
          </optgroup>
        ))}
        <optgroup label="Anything else">
          <option value={STRIPE_PREFIX}>Stripe sends an event of one type…</option>
        </optgroup>
      </SelectField>
      {trigger.type === STRIPE_PREFIX && (
        <TextField
          label="Type of the event"
          hint="As Stripe calls it, such as invoice.paid."
          autoComplete="off"
          spellCheck={false}
          value={trigger.stripeType}
          error={at('type')}
          onChange={(event) => set({ stripeType: event.target.value })}
          className="sm:col-span-2 [&_input]:font-mono"
        />
      )}
      {filters.includes('days') && (
        <TextField
          label="Days before"
          type="number"
          inputMode="numeric"
          min={1}
          max={365}
          hint="Left empty: as the settings say."
          value={trigger.days}
          error={at('days')}
          onChange={(event) => set({ days: event.target.value })}
          className="sm:col-span-2"
        />
      )}
      {filters.includes('segment') && (
        <Choice
          label="Segment"
          any="Any segment"
          known={names.segments}
          value={trigger.segment}
          error={at('segment')}
          onChange={(segment) => set({ segment })}
        />
      )}
      {filters.includes('stage') && (
        <Choice
          label="New stage"
          any="Any stage"
          known={names.stages.map((name) => ({ id: name, name }))}
          value={trigger.stage}
          error={at('stage')}
          onChange={(stage) => set({ stage })}
        />
      )}
      {filters.includes('access') && (
        <Choice
          label="New access"
          any="Any"
          known={ACCESS_STATES.map((state) => ({ id: state, name: ACCESS_LABELS[state] }))}
          value={trigger.access}
          error={at('access')}
          onChange={(access) => set({ access: access as TriggerDraft['access'] })}
        />
      )}
      {filters.includes('price') && (
        <Choice
          label="Only for price"
          any="Any price"
          known={names.prices}
          value={trigger.price}
          error={at('price')}
          onChange={(price) => set({ price })}
        />
      )}
      {filters.includes('product') && (
        <Choice
          label="Only for product"
          any="Any product"
          known={names.products}
          value={trigger.product}
          error={at('product')}
          onChange={(product) => set({ product })}
        />
      )}
    </div>
  )
}

interface ChoiceProps {
  label: string
  any: string
  known: readonly Named[]
  value: string
  error: string | null
  onChange: (value: string) => void
}

/** One of what is known, or none of it; what is set but not known any more stays until another is chosen. */
function Choice({ label, any, known, value, error, onChange }: ChoiceProps) {
  const isKnown = value === '' || known.some(({ id }) => id === value)
  return (
    <SelectField label={label} value={value} error={error} onChange={(event) => onChange(event.target.value)}>
      <option value="">{any}</option>
      {!isKnown && <option value={value}>{value}</option>}
      {known.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}
