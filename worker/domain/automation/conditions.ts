import type { StoredCustomer } from '../customer.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import type { Condition } from '../segment.ts'
import { compareOne, matches, valueIn } from '../segment-match.ts'
import type { FailingCondition } from './run.ts'

export const EVENT_PREFIX = 'event.'

export interface Facts {
  customer: StoredCustomer
  /** What `event.…` names: the occurrence's own values, and below `data` the object of Stripe's event. */
  event: JsonObject
  nowMs: number
}

/** The first condition that does not hold, with what was there instead; null: all hold. */
export function firstFailing(conditions: readonly Condition[], facts: Facts): FailingCondition | null {
  for (const condition of conditions) {
    const { field } = condition
    if (field.startsWith(EVENT_PREFIX)) {
      const actual = atPath(facts.event, field.slice(EVENT_PREFIX.length))
      if (!compareOne(condition, actual)) return { ...condition, actual: actual ?? null }
    } else if (!matches([condition], facts.customer, facts.nowMs))
      return { ...condition, actual: valueIn(field, facts.customer) }
  }
  return null
}

/** Own values only, along names and places in lists: `data.lines.data.0.amount`. */
export function atPath(from: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return value[Number(name)]
    return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  }, from)
}
