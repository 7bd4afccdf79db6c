import { EVENT_PREFIX } from '../../../worker/domain/automation/conditions.ts'
import { type FieldKind, OWN_PREFIX } from '../../../worker/domain/condition-fields.ts'
import type { Condition, ConditionValue } from '../../../worker/domain/segment.ts'
import { kindOf } from './field-words.ts'
import { type Ask, asksOf, type MomentKind } from './op-words.ts'

export { EVENT_PREFIX }

/** What a value of the account's own is; of Billhook's fields it is known. */
export type ValueType = 'text' | 'number' | 'boolean'

/** A condition while it is edited: every input keeps what was typed, whichever of them counts now. */
export interface ConditionDraft {
  /** `fields.` stands for a field of the account's own, `event.` for a value of what happened; `ownKey` names it. */
  field: string
  ownKey: string
  ask: Ask
  text: string
  list: string[]
  days: string
  /** `2026-11-21`, or a whole ISO time that the API was given. */
  date: string
  moment: MomentKind
  type: ValueType
}

export const NEW_DRAFT: ConditionDraft = {
  field: 'subscription_status',
  ownKey: '',
  ask: 'in',
  text: '',
  list: [],
  days: '30',
  date: '',
  moment: 'days_ago',
  type: 'text',
}

export function draftOf({ field, op, value }: Condition): ConditionDraft {
  const prefix = [OWN_PREFIX, EVENT_PREFIX].find((one) => field.startsWith(one))
  const kind = kindOf(field)
  const draft: ConditionDraft = {
    ...NEW_DRAFT,
    field: prefix ?? field,
    ownKey: prefix ? field.slice(prefix.length) : '',
    ask: op === 'is_set' && value === false ? 'is_not_set' : kind === 'list' && op === 'contains' ? 'eq' : op,
  }
  if (op === 'is_set' || value === null) return draft
  if (Array.isArray(value))
    return { ...draft, list: value.map(String), type: value.every(isNumber) ? 'number' : 'text' }
  if (typeof value === 'object')
    return 'days_ago' in value
      ? { ...draft, moment: 'days_ago', days: String(value.days_ago) }
      : { ...draft, moment: 'days_ahead', days: String(value.days_ahead) }
  if (kind === 'moment') return { ...draft, moment: 'date', date: String(value) }
  return { ...draft, text: String(value), type: typeof value === 'string' ? 'text' : (typeof value as ValueType) }
}

/** Whether the field is the first part of a name that a person writes. */
export function isNamed(field: string): boolean {
  return field === OWN_PREFIX || field === EVENT_PREFIX
}

/** The draft after another field was chosen: what cannot be asked of it any more gives way. */
export function withField(draft: ConditionDraft, field: string): ConditionDraft {
  const asks = asksOf(kindOf(field))
  const stays = asks.includes(draft.ask)
  return { ...draft, field, ask: stays ? draft.ask : (asks[0] ?? 'eq'), text: '', list: [] }
}

/** What the draft means; an unfinished one gives a condition that `draftProblem` names. */
export function conditionOf(draft: ConditionDraft): Condition {
  const field = isNamed(draft.field) ? draft.field + draft.ownKey.trim() : draft.field
  if (draft.ask === 'is_set' || draft.ask === 'is_not_set')
    return { field, op: 'is_set', value: draft.ask === 'is_set' }
  return { field, op: draft.ask, value: comparedWith(draft, kindOf(field)) }
}

function comparedWith(draft: ConditionDraft, kind: FieldKind): ConditionValue {
  if (kind === 'moment') return momentOf(draft)
  const type = typeOf(draft)
  if (draft.ask === 'in') return type === 'number' ? draft.list.map(Number) : draft.list
  if (type === 'number') return draft.text.trim() === '' ? Number.NaN : Number(draft.text)
  return type === 'boolean' ? draft.text === 'true' : draft.text.trim()
}

function momentOf({ moment, days, date }: ConditionDraft): ConditionValue {
  // A chosen day begins at midnight in UTC, as every day that Billhook counts does; a time that was there stays.
  if (moment === 'date') return date.includes('T') ? date : `${date}T00:00:00Z`
  const count = days.trim() === '' ? Number.NaN : Number(days)
  return moment === 'days_ago' ? { days_ago: count } : { days_ahead: count }
}

/** Which type the value has: chosen for the account's own fields, fixed for all others. */
export function typeOf({ field, ask, type }: ConditionDraft): ValueType {
  const kind = kindOf(field)
  if (kind === 'number' || kind === 'money') return 'number'
  if (kind !== 'own' || ask === 'contains') return 'text'
  if (['gt', 'gte', 'lt', 'lte'].includes(ask)) return 'number'
  return ask === 'in' && type === 'boolean' ? 'text' : type
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}
