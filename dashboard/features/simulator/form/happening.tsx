import { SelectField } from '../../../components/select-field.tsx'
import { TextArea } from '../../../components/text-area.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { fieldError } from '../../../lib/api-error.ts'
import { FIRST_SCENARIO, SCENARIO_GROUPS, SCENARIO_NAMES, scenarioWords } from '../scenario-words.ts'
import { type Kind, kindOf, type SimulatorSearch } from '../simulator-search.ts'
import type { FormPartProps } from './simulator-form.tsx'

const KINDS: readonly { kind: Kind; label: string }[] = [
  { kind: 'scenario', label: 'A scenario' },
  { kind: 'event', label: 'An event that is here' },
  { kind: 'json', label: 'An event as JSON' },
]

/** A scenario, a stored event, or an event of one's own. */
export function Happening({ search, onSearch, problem, error }: FormPartProps) {
  const kind = kindOf(search)
  const messageAt = (field: 'event' | 'json') =>
    problem?.field === field ? problem.message : fieldError(error, '/event')
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="sr-only">What happens</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {KINDS.map(({ kind: one, label }) => (
          <label key={one} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name="kind"
              checked={one === kind}
              onChange={() => onSearch(asKind(search, one))}
              className="size-4 shrink-0"
            />
            {label}
          </label>
        ))}
      </div>
      {kind === 'scenario' && (
        <SelectField
          label="Scenario"
          value={search.scenario ?? FIRST_SCENARIO}
          onChange={({ target }) => {
            const scenario = SCENARIO_NAMES.find((name) => name === target.value)
            onSearch({ ...search, scenario })
          }}
        >
          {SCENARIO_GROUPS.map(({ label, scenarios }) => (
            <optgroup key={label} label={label}>
              {scenarios.map((scenario) => (
                <option key={scenario} value={scenario}>
                  {scenarioWords(scenario)}
                </option>
              ))}
            </optgroup>
          ))}
        </SelectField>
      )}
      {kind === 'event' && (
        <TextField
          label="Event id"
          placeholder="evt_…"
          autoComplete="off"
          spellCheck={false}
          value={search.event ?? ''}
          onChange={({ target }) => onSearch({ ...search, event: target.value })}
          error={messageAt('event')}
        />
      )}
      {kind === 'json' && (
        <TextArea
          label="Event as Stripe sends it"
          rows={12}
          value={search.json ?? ''}
          onChange={({ target }) => onSearch({ ...search, json: target.value })}
          error={messageAt('json')}
        />
      )}
    </fieldset>
  )
}

function asKind({ scenario, event: _event, json: _json, ...others }: SimulatorSearch, kind: Kind): SimulatorSearch {
  if (kind === 'scenario') return { ...others, scenario }
  return { ...others, [kind]: '' }
}
