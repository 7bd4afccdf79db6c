import type { Condition, ConditionValue } from '../../../worker/domain/segment.ts'
import { formatCount } from '../../lib/count-words.ts'
import { formatDate, formatMoment } from '../../lib/time.ts'
import { fieldLabel, kindOf, valueLabel } from './field-words.ts'
import { type Ask, askWords, type MomentKind } from './op-words.ts'

/** `Subscription status is one of active, trialing, past due`. */
export function conditionWords({ field, op, value }: Condition): string {
  const kind = kindOf(field)
  const ask: Ask = op === 'is_set' && value === false ? 'is_not_set' : op
  const plainAsk = kind === 'list' && ask === 'contains' ? 'eq' : ask
  const asked = `${fieldLabel(field)} ${askWords(kind, plainAsk, countedBy(value))}`
  if (op === 'is_set') return asked
  return `${asked} ${valueWords(field, value)}${kind === 'money' ? ' (minor units)' : ''}`
}

/** All conditions have to hold. */
export function conditionsWords(conditions: readonly Condition[]): string {
  return conditions.map(conditionWords).join(' and ')
}

/** No days at all are “now”, which comes before or after as a date does. */
function countedBy(value: ConditionValue): MomentKind {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'date'
  if ('days_ago' in value) return value.days_ago === 0 ? 'date' : 'days_ago'
  return value.days_ahead === 0 ? 'date' : 'days_ahead'
}

function valueWords(field: string, value: ConditionValue): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return value.map((one) => valueLabel(field, String(one))).join(', ')
  if (typeof value === 'object') {
    const [days, where] = 'days_ago' in value ? [value.days_ago, 'ago'] : [value.days_ahead, 'from now']
    return days === 0 ? 'now' : `${days === 1 ? '1 day' : `${days} days`} ${where}`
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (kindOf(field) === 'moment') return momentWords(String(value))
  return typeof value === 'string' ? valueLabel(field, value) : formatCount(value)
}

/** A day where the time is its beginning in UTC, as the form makes it. */
function momentWords(iso: string): string {
  const atMs = Date.parse(iso)
  return atMs % 86_400_000 === 0 ? formatDate(atMs, 'UTC') : formatMoment(atMs, 'UTC')
}
