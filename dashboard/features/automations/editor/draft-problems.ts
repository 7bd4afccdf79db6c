import { waitMs } from '../../../../worker/domain/automation/automation.ts'
import type { ConditionDraft } from '../../../components/conditions/condition-draft.ts'
import { draftProblem } from '../../../components/conditions/condition-problem.ts'
import { ApiError } from '../../../lib/api-error.ts'
import { STRIPE_PREFIX } from '../words/trigger-words.ts'
import { type ActionDraft, actionOf } from './action-draft.ts'
import { type AutomationDraft, wholeNumber } from './automation-draft.ts'
import { filtersOf, type TriggerDraft } from './trigger-draft.ts'

/** What is wrong, by the API’s pointers, so that both kinds of problem are shown at the same places. */
export type Problems = Readonly<Record<string, string>>

const STRIPE_TYPE = /^[a-z0-9_]+(\.[a-z0-9_[\].]+)?$/
const FIELD_KEY = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
const HOUR_MS = 3_600_000

export function draftProblems(draft: AutomationDraft): Problems {
  const { name, trigger, conditions, actions, reentry, reentryDays, hasGoal, goalConditions, goalDays } = draft
  const entries: [pointer: string, message: string | null][] = [
    ['/name', name.trim() === '' ? 'Give the automation a name.' : null],
    ...triggerProblems(trigger),
    ...conditionProblems(conditions, '/conditions'),
    ...actions.flatMap((action, at) => actionProblem(action, `/actions/${at}`)),
    ['/reentry', reentry === 'after' ? daysProblem(reentryDays, 3650) : null],
    ...(hasGoal ? conditionProblems(goalConditions, '/goal/conditions') : []),
    ['/goal/within_days', hasGoal ? daysProblem(goalDays, 365) : null],
  ]
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null))
}

/** The API’s own, at its pointers; of an error that is no refusal of a field: none. */
export function apiProblems(error: unknown): Problems {
  if (!(error instanceof ApiError)) return {}
  return Object.fromEntries(error.fields.map(({ pointer, message }) => [pointer, message]))
}

/** The first problem at a place or below it; null where there is none. */
export function problemAt(problems: Problems, pointer: string): string | null {
  const at = Object.keys(problems).find((key) => key === pointer || key.startsWith(`${pointer}/`))
  return at === undefined ? null : (problems[at] ?? null)
}

/** The same for a condition, with the input that it belongs to. */
export function conditionProblemAt(problems: Problems, pointer: string) {
  const ofField = problems[`${pointer}/field`]
  if (ofField) return { at: 'ownKey' as const, message: ofField }
  const message = problemAt(problems, pointer)
  return message === null ? null : { at: 'value' as const, message }
}

function triggerProblems(trigger: TriggerDraft): [string, string | null][] {
  const isStripes = trigger.type === STRIPE_PREFIX
  const isUnknown = isStripes && !STRIPE_TYPE.test(trigger.stripeType.trim())
  const asksDays = filtersOf(trigger.type).includes('days') && trigger.days.trim() !== ''
  return [
    ['/trigger/type', isUnknown ? 'A type of Stripe’s events, such as invoice.paid.' : null],
    ['/trigger/days', asksDays ? daysProblem(trigger.days, 365) : null],
  ]
}

function conditionProblems(drafts: readonly ConditionDraft[], pointer: string): [string, string | null][] {
  return drafts.flatMap((draft, at): [string, string | null][] => {
    const problem = draftProblem(draft)
    return problem ? [[`${pointer}/${at}/${problem.at === 'ownKey' ? 'field' : 'value'}`, problem.message]] : []
  })
}

function actionProblem(action: ActionDraft, at: string): [string, string][] {
  switch (action.type) {
    case 'add_tag':
    case 'remove_tag':
      return action.tag.trim() === '' ? [[`${at}/tag`, 'Name the tag.']] : []
    case 'set_field': {
      if (!FIELD_KEY.test(action.fieldKey.trim()))
        return [[`${at}/key`, 'A letter, then letters, digits and underscores.']]
      const { value } = actionOf(action)
      if (typeof value === 'number' && !Number.isFinite(value)) return [[`${at}/value`, 'This has to be a number.']]
      return value === '' ? [[`${at}/value`, 'Say what to set it to.']] : []
    }
    case 'webhook':
      return action.endpoint === '' ? [[`${at}/endpoint`, 'Choose an endpoint.']] : []
    case 'wait':
      return isWait(action) ? [] : [[`${at}/days`, 'From one hour to 365 days, in whole numbers.']]
    default:
      return []
  }
}

function isWait(action: ActionDraft): boolean {
  const { days = 0, hours = 0 } = actionOf(action)
  const ms = waitMs({ days, hours })
  return Number.isInteger(days) && Number.isInteger(hours) && ms >= HOUR_MS && ms <= 365 * 24 * HOUR_MS
}

function daysProblem(text: string, max: number): string | null {
  const days = wholeNumber(text)
  return Number.isInteger(days) && days >= 1 && days <= max ? null : `A whole number of days, from 1 to ${max}.`
}
