import type { KnownValues } from '../../../components/conditions/known-values.ts'
import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import type { AutomationDraft } from './automation-draft.ts'
import { ConditionList } from './condition-list.tsx'
import { type Problems, problemAt } from './draft-problems.ts'

interface RulesFieldsProps {
  draft: AutomationDraft
  known: KnownValues
  problems: Problems
  isChecked: boolean
  set: (changes: Partial<AutomationDraft>) => void
}

/** Whether the same customer may go through it again. */
export function ReentryFields({ draft, problems, set }: Pick<RulesFieldsProps, 'draft' | 'problems' | 'set'>) {
  return (
    <div className="grid gap-4 px-4 py-4 sm:grid-cols-2">
      <SelectField
        label="The same customer"
        value={draft.reentry}
        onChange={(event) => set({ reentry: event.target.value as AutomationDraft['reentry'] })}
      >
        <option value="always">Goes through it each time</option>
        <option value="never">Goes through it once, and never again</option>
        <option value="after">Goes through it again after some days</option>
      </SelectField>
      {draft.reentry === 'after' && (
        <TextField
          label="Days between"
          type="number"
          inputMode="numeric"
          min={1}
          max={3650}
          value={draft.reentryDays}
          error={problemAt(problems, '/reentry')}
          onChange={(event) => set({ reentryDays: event.target.value })}
        />
      )}
    </div>
  )
}

/** What a run is meant to bring about, so that the report can tell whether it does. */
export function GoalFields({ draft, known, problems, isChecked, set }: RulesFieldsProps) {
  return (
    <div className="flex flex-col gap-4 px-4 py-4">
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          checked={draft.hasGoal}
          onChange={(event) => set({ hasGoal: event.target.checked })}
          className="mt-0.75 size-4 shrink-0"
        />
        <span>
          <span className="block font-medium">It has a goal</span>
          <span className="block text-sm text-soft">
            The report then says how many customers got there, and their MRR before and after.
          </span>
        </span>
      </label>
      {draft.hasGoal && (
        <>
          <TextField
            label="Within days"
            type="number"
            inputMode="numeric"
            min={1}
            max={365}
            value={draft.goalDays}
            error={problemAt(problems, '/goal/within_days')}
            onChange={(event) => set({ goalDays: event.target.value })}
            className="max-w-40"
          />
          <ConditionList
            label="Conditions of the goal"
            pointer="/goal/conditions"
            conditions={draft.goalConditions}
            known={known}
            problems={problems}
            isChecked={isChecked}
            min={1}
            onChange={(goalConditions) => set({ goalConditions })}
          />
        </>
      )}
    </div>
  )
}
