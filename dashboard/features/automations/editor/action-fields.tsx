import { ACCESS_STATES } from '../../../../worker/domain/customer.ts'
import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { ACCESS_LABELS } from '../../../lib/access-labels.ts'
import type { AutomationNames } from '../automation-names.ts'
import type { ActionDraft } from './action-draft.ts'
import { FieldValueFields } from './field-value-fields.tsx'

export interface ActionFieldsProps {
  action: ActionDraft
  names: AutomationNames
  /** The problem at a member of the action. */
  at: (name: string) => string | null
  set: (changes: Partial<ActionDraft>) => void
}

/** What an action of this type has to know. */
export function ActionFields({ action, names, at, set }: ActionFieldsProps) {
  switch (action.type) {
    case 'send_email':
      return (
        <SelectField
          label="Mail"
          value={action.template}
          error={at('template')}
          onChange={(event) => set({ template: event.target.value })}
        >
          <option value="">The mail that is bound to what happened</option>
          {unknown(action.template, names.templates)}
          {names.templates.map(({ id, name, isPublished }) => (
            <option key={id} value={id}>
              {isPublished ? name : `${name} (not published yet)`}
            </option>
          ))}
        </SelectField>
      )
    case 'add_tag':
    case 'remove_tag':
      return (
        <TextField
          label="Tag"
          autoComplete="off"
          maxLength={60}
          value={action.tag}
          error={at('tag')}
          onChange={(event) => set({ tag: event.target.value })}
        />
      )
    case 'set_field':
      return <FieldValueFields action={action} at={at} set={set} />
    case 'set_access':
      return (
        <SelectField
          label="Access"
          hint="It stays until somebody takes it back or sets it anew."
          value={action.state}
          error={at('state')}
          onChange={(event) => set({ state: event.target.value as ActionDraft['state'] })}
        >
          {ACCESS_STATES.map((state) => (
            <option key={state} value={state}>
              {ACCESS_LABELS[state]}
            </option>
          ))}
        </SelectField>
      )
    case 'webhook':
      return (
        <SelectField
          label="Endpoint"
          hint={names.endpoints.length === 0 ? 'There is no endpoint yet: make one under Endpoints first.' : ''}
          value={action.endpoint}
          error={at('endpoint')}
          onChange={(event) => set({ endpoint: event.target.value })}
        >
          <option value="" disabled>
            Choose…
          </option>
          {unknown(action.endpoint, names.endpoints)}
          {names.endpoints.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )
    case 'wait':
      return (
        <div className="flex flex-wrap gap-3">
          {(['days', 'hours'] as const).map((unit) => (
            <TextField
              key={unit}
              label={unit === 'days' ? 'Days' : 'Hours'}
              type="number"
              inputMode="numeric"
              min={0}
              value={action[unit]}
              error={unit === 'days' ? at('') : null}
              onChange={(event) => set({ [unit]: event.target.value })}
              className="w-28"
            />
          ))}
          <p className="w-full text-xs text-faint">
            After it the conditions are asked again, so that whoever paid meanwhile can be left alone.
          </p>
        </div>
      )
  }
}

function unknown(id: string, known: readonly { id: string }[]) {
  return id === '' || known.some((one) => one.id === id) ? null : <option value={id}>{id}</option>
}
