import { fieldLabel, kindOf, valueLabel } from '../../../components/conditions/field-words.ts'
import type { AutomationReport, Run } from '../../../lib/api-types.ts'
import { formatCount } from '../../../lib/count-words.ts'
import { formatMoney } from '../../../lib/money.ts'
import { isMoney, moneyWords } from '../../../lib/money-words.ts'
import { formatDate, formatMoment } from '../../../lib/time.ts'
import { type AutomationNames, NO_NAMES } from '../automation-names.ts'
import { actionWords } from '../words/action-words.ts'
import { capitalized } from '../words/capitalized.ts'
import { conditionClause } from '../words/sentence.ts'

type Names = Pick<AutomationNames, 'currency'>
type Failing = NonNullable<NonNullable<Run['stopped']>['failing_condition']>

/** Why it ended before its last step, with the value that was there instead; null where it did not. */
export function stoppedWords(stopped: Run['stopped'], names: Names): string | null {
  if (!stopped) return null
  const failing = stopped.failing_condition
  if (!failing) return stopped.detail
  const { actual } = failing
  // Compared in whichever currency the customer has: its own reads best.
  const [only, ...others] = Array.isArray(actual) ? actual : []
  const currency = isMoney(only) && others.length === 0 ? only.currency : names.currency
  return `It asked whether ${conditionClause(failing, { currency })}. ${actualWords(failing, names)}`
}

function actualWords({ field, actual }: Failing, names: Names): string {
  const nothing = actual === null || actual === undefined || (Array.isArray(actual) && actual.length === 0)
  const label = fieldLabel(field)
  const what = label.charAt(0).toUpperCase() + label.slice(1)
  return nothing ? `${what} was not set.` : `${what} was ${valueText(field, actual, names)}.`
}

function valueText(field: string, value: unknown, names: Names): string {
  if (Array.isArray(value))
    return value.every(isMoney) ? moneyWords(value) : value.map((one) => valueText(field, one, names)).join(', ')
  if (isMoney(value)) return moneyWords([value])
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number')
    return kindOf(field) === 'money' && names.currency ? formatMoney(value, names.currency) : formatCount(value)
  if (typeof value !== 'string') return JSON.stringify(value)
  const atMs = kindOf(field) === 'moment' ? Date.parse(value) : Number.NaN
  return Number.isNaN(atMs) ? valueLabel(field, value) : formatMoment(atMs)
}

/** What a run tells in a list: why it stopped, what it waits for, or how many steps it took. */
export function runSummary(run: Run, names: Names): string {
  const why = stoppedWords(run.stopped, names)
  if (why !== null) return why
  if (run.next_step_at !== null) return `Goes on ${formatMoment(Date.parse(run.next_step_at))}.`
  return run.steps.length === 1 ? '1 step.' : `${run.steps.length} steps.`
}

export interface StoryStep {
  key: string
  tone: 'done' | 'waiting' | 'stopped' | 'failed' | 'left'
  title: string
  atMs: number | null
  detail: string | null
  delivery: string | null
}

/** The run from its beginning to its end; steps that were not taken come last, in grey. */
export function runStory(run: Run, names: AutomationNames = NO_NAMES): StoryStep[] {
  const taken = run.steps.map(({ action, at, result, delivery }, index): StoryStep => {
    const isLast = index === run.steps.length - 1
    const waits = isLast && run.status === 'waiting'
    const title = capitalized(actionWords(action, names))
    return {
      ...{ key: `step-${index}`, tone: waits ? 'waiting' : 'done', title, atMs: Date.parse(at), delivery },
      detail: result,
    }
  })
  const left = run.actions.slice(run.steps.length).map(
    (action, index): StoryStep => ({
      ...{ key: `left-${index}`, tone: 'left', title: capitalized(actionWords(action, names)), atMs: null },
      ...{ detail: run.status === 'waiting' ? 'Comes later.' : 'Was not done.', delivery: null },
    }),
  )
  return [...taken, ...endOf(run, names), ...left]
}

function endOf(run: Run, names: Names): StoryStep[] {
  const why = stoppedWords(run.stopped, names)
  if (run.status === 'waiting') return []
  const atMs = run.ended_at === null ? null : Date.parse(run.ended_at)
  const end = { key: 'end', atMs, detail: why, delivery: null }
  switch (run.status) {
    case 'done':
      return [{ ...end, tone: 'done', title: run.log_only ? 'All steps are recorded' : 'All steps are done' }]
    case 'failed':
      return [{ ...end, tone: 'failed', title: 'It failed here' }]
    case 'stopped':
      return [{ ...end, tone: 'stopped', title: run.stopped?.failing_condition ? 'A condition stopped it' : 'Stopped' }]
    case 'canceled':
      return [{ ...end, tone: 'stopped', title: 'Called off' }]
  }
}

/** `12 stopped by a rule, 3 more log only`. */
export function runsNote(report: Pick<AutomationReport, 'stopped' | 'log_only'>): string {
  return loggedNote(report, `${formatCount(report.stopped)} stopped by a rule`)
}

/** With how many runs beside those that are counted only recorded, where there were some. */
export function loggedNote({ log_only }: Pick<AutomationReport, 'log_only'>, note: string): string {
  const logged = log_only.runs + log_only.stopped
  return logged === 0 ? note : `${note}, ${formatCount(logged)} more log only`
}

/** `Reached`, `Not reached`, or `Open until …`. */
export function goalState(goal: NonNullable<Run['goal']>, nowMs: number): string {
  if (goal.reached_at !== null) return 'Reached'
  const untilMs = Date.parse(goal.until)
  return untilMs > nowMs ? `Open until ${formatDate(untilMs)}` : 'Not reached'
}
