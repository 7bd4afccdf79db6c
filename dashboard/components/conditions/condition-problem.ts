import { OWN_PREFIX } from '../../../worker/domain/condition-fields.ts'
import type { Condition } from '../../../worker/domain/segment.ts'
import { type ConditionDraft, conditionOf, EVENT_PREFIX } from './condition-draft.ts'
import { kindOf } from './field-words.ts'

const MAX_DAYS = 3650
const OWN_KEY = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
const EVENT_PATH = /^[A-Za-z0-9_-]{1,64}(\.[A-Za-z0-9_-]{1,64}){0,9}$/

/** What is missing in a draft, and at which of its inputs; null where it can be sent. */
export function draftProblem(draft: ConditionDraft): { at: 'ownKey' | 'value'; message: string } | null {
  if (draft.field === OWN_PREFIX && !OWN_KEY.test(draft.ownKey.trim()))
    return { at: 'ownKey', message: 'A letter, then letters, digits and underscores.' }
  if (draft.field === EVENT_PREFIX && !EVENT_PATH.test(draft.ownKey.trim()))
    return { at: 'ownKey', message: 'Names with dots between them, such as amount or data.billing_reason.' }
  const { field, value } = conditionOf(draft)
  const message = valueProblem(value) ?? moneyProblem(field, value)
  return message === null ? null : { at: 'value', message }
}

function valueProblem(value: Condition['value']): string | null {
  if (value === '') return 'Say with what to compare.'
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'This has to be a number.'
  if (typeof value === 'string') return value.startsWith('T00:') ? 'Choose a day.' : null
  if (Array.isArray(value)) {
    if (value.length === 0) return 'Add at least one.'
    return value.some((one) => typeof one === 'number' && !Number.isFinite(one)) ? 'These have to be numbers.' : null
  }
  if (value === null || typeof value !== 'object') return null
  const days = 'days_ago' in value ? value.days_ago : value.days_ahead
  return Number.isInteger(days) && days >= 0 && days <= MAX_DAYS ? null : `A whole number of days, up to ${MAX_DAYS}.`
}

/** Who types 19.5 means an amount as people write it, and would be given another one. */
function moneyProblem(field: string, value: Condition['value']): string | null {
  if (kindOf(field) !== 'money') return null
  const amounts = Array.isArray(value) ? value : [value]
  const isWhole = amounts.every((amount) => typeof amount !== 'number' || Number.isInteger(amount))
  return isWhole ? null : 'Minor units are whole: 1950 for 19.50.'
}
