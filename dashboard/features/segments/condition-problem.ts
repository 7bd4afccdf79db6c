import { OWN_PREFIX } from '../../../worker/domain/condition-fields.ts'
import type { Condition } from '../../../worker/domain/segment.ts'
import { type ConditionDraft, conditionOf } from './condition-draft.ts'

const MAX_DAYS = 3650
const OWN_KEY = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

/** What is missing in a draft, and at which of its inputs; null where it can be sent. */
export function draftProblem(draft: ConditionDraft): { at: 'ownKey' | 'value'; message: string } | null {
  if (draft.field === OWN_PREFIX && !OWN_KEY.test(draft.ownKey.trim()))
    return { at: 'ownKey', message: 'A letter, then letters, digits and underscores.' }
  const message = valueProblem(conditionOf(draft).value)
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
