import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { PAUSE_REASONS, type StageRule, SUBSCRIPTION_STATUSES } from '../../../../worker/domain/settings.ts'
import { ruleOf, statusWords } from '../stage-rules.ts'

interface StatusChipsProps {
  /** Of the stage. */
  name: string
  rules: readonly StageRule[]
  index: number
  onAssign: (status: string, on: boolean) => void
  errorId: string | undefined
}

/** The statuses as checkboxes that look like chips; choosing one takes it from the rule that has it. */
export function StatusChips({ name, rules, index, onAssign, errorId }: StatusChipsProps) {
  const reasons = PAUSE_REASONS.map((reason) => `paused.${reason}`)
  const chosen = rules[index]?.statuses ?? []

  function chip(status: string) {
    const holder = ruleOf(rules, status)
    const isOn = chosen.includes(status)
    return (
      <label
        key={status}
        className={clsx(
          'inline-flex min-h-7 items-center gap-1.5 rounded-md border px-2 text-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
          isOn ? 'border-ink bg-sunken font-medium' : 'border-line-strong text-soft hover:bg-sunken',
        )}
      >
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby={errorId}
          onChange={(event) => onAssign(status, event.target.checked)}
          className="sr-only"
        />
        {isOn && <Check aria-hidden className="size-3.5" />}
        {statusWords(status)}
        {!isOn && holder && <span className="text-xs text-faint">in {holder.name || 'a stage without a name'}</span>}
      </label>
    )
  }

  return (
    <fieldset aria-label={`Statuses of ${name}`} data-invalid={errorId ? true : undefined} className="min-w-0">
      <div className="flex flex-wrap gap-1.5">{SUBSCRIPTION_STATUSES.map(chip)}</div>
      <details open={reasons.some((reason) => chosen.includes(reason)) || undefined} className="mt-2">
        <summary className="w-fit rounded-sm text-sm text-soft hover:text-ink">Single reasons of a pause</summary>
        <div className="mt-2 flex flex-wrap gap-1.5">{reasons.map(chip)}</div>
      </details>
    </fieldset>
  )
}
