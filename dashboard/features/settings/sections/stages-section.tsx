import { Plus, RotateCcw } from 'lucide-react'
import { useRef, useState } from 'react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { DEFAULT_SETTINGS } from '../../../../worker/domain/settings.ts'
import { Button } from '../../../components/button.tsx'
import { FieldError, useFieldError } from '../fields/field-error.tsx'
import type { SettingsForm } from '../settings-form.ts'
import { isSame } from '../settings-patch.ts'
import { assignStatus, statusesWithoutStage, statusWords } from '../stage-rules.ts'
import { StageRuleRow } from './stage-rule-row.tsx'

const MAX_STAGES = 50

/** The ordered rules that give a stage to a status. */
export function StagesSection() {
  const form = useFormContext<SettingsForm>()
  const { fields, append, remove, move, replace } = useFieldArray<SettingsForm, 'stages'>({ name: 'stages' })
  const rules = useWatch<SettingsForm, 'stages'>({ name: 'stages' })
  const list = useRef<HTMLOListElement>(null)
  const [said, setSaid] = useState('')
  const error = useFieldError('stages')
  const left = statusesWithoutStage(rules)

  function assign(index: number, status: string, on: boolean) {
    for (const [at, rule] of assignStatus(rules, index, status, on).entries())
      form.setValue(`stages.${at}.statuses`, rule.statuses, {
        shouldDirty: true,
        shouldValidate: form.formState.isSubmitted,
      })
  }

  /** What was wrong with one rule may be right at another place, and the other way round. */
  function checkAgain() {
    if (form.formState.isSubmitted) void form.trigger('stages')
  }

  function moveRule(from: number, to: number) {
    if (to < 0 || to >= fields.length) return
    move(from, to)
    checkAgain()
    setSaid(`${rules[from]?.name || 'The stage'} is now rule ${to + 1} of ${fields.length}`)
    // React moves the row, and a moved element loses the focus.
    const direction = to < from ? 'up' : 'down'
    requestAnimationFrame(() => focusIn(list.current, to, `[data-move="${direction}"]`))
  }

  function removeRule(index: number) {
    remove(index)
    checkAgain()
    setSaid(`${rules[index]?.name || 'The stage'} is removed`)
    requestAnimationFrame(() => focusIn(list.current, Math.min(index, fields.length - 2), 'input'))
  }

  return (
    <div className="flex flex-col gap-4 px-4 py-4">
      <p className="max-w-[75ch] text-soft">
        A customer’s status is that of its best subscription. The rules are read from top to bottom, and the first that
        names the status gives the stage.
      </p>
      <ol ref={list} aria-label="Stages, the first rule that fits decides" className="flex flex-col gap-3">
        {fields.map((field, index) => (
          <StageRuleRow
            key={field.id}
            index={index}
            count={fields.length}
            rules={rules}
            onAssign={(status, on) => assign(index, status, on)}
            onMove={(to) => moveRule(index, to)}
            onRemove={() => removeRule(index)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
      <FieldError id="stages-error" message={error} />
      <p className="text-sm text-soft">
        <span className="font-medium text-ink">No stage: </span>
        {left.length > 0 ? left.map(statusWords).join(', ') : 'every status has one'}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={fields.length >= MAX_STAGES}
          onClick={() => append({ name: '', statuses: [] }, { focusName: `stages.${fields.length}.name` })}
        >
          <Plus aria-hidden className="size-3.5" />
          Add a stage
        </Button>
        {isSame(rules, DEFAULT_SETTINGS.stages) ? (
          <p className="flex items-center text-sm text-faint">These are the default stages.</p>
        ) : (
          <Button look="quiet" onClick={() => replace(structuredClone(DEFAULT_SETTINGS.stages))}>
            <RotateCcw aria-hidden className="size-3.5" />
            Back to the default stages
          </Button>
        )}
      </div>
    </div>
  )
}

function focusIn(list: HTMLElement | null, index: number, selector: string): void {
  list?.children[index]?.querySelector<HTMLElement>(selector)?.focus()
}
