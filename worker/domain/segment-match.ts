import type { Money } from './billing.ts'
import { type ConditionField, kindOfField, OPS_OF_KIND, ORDER_OPS, OWN_PREFIX } from './condition-fields.ts'
import type { FieldValue, StoredCustomer } from './customer.ts'
import type { Condition, ConditionValue, Op, Segment } from './segment.ts'

const DAY_MS = 86_400_000

/** These cannot be changed or deleted. */
export const BUILT_IN_SEGMENTS: readonly Segment[] = [
  {
    id: 'active-stripe-subscribers',
    name: 'Active Stripe subscribers',
    conditions: [{ field: 'subscription_status', op: 'in', value: ['active', 'trialing', 'past_due'] }],
    createdAtMs: 0,
  },
  {
    id: 'new-stripe-customers',
    name: 'New Stripe customers',
    conditions: [{ field: 'stripe_created_at', op: 'gte', value: { days_ago: 30 } }],
    createdAtMs: 0,
  },
]

/** Whether all conditions hold. A condition that names no field, or an op that does not fit it, never holds. */
export function matches(conditions: readonly Condition[], customer: StoredCustomer, nowMs: number): boolean {
  return conditions.every((condition) => holds(condition, customer, nowMs))
}

/**
 * The first moment after `nowMs` at which a condition that is told from now changes its answer, were the customer to
 * stay as it is; null: never.
 */
export function nextFlipAtMs(conditions: readonly Condition[], customer: StoredCustomer, nowMs: number): number | null {
  const flips = conditions.map((condition) => flipAtMs(condition, customer)).filter((at) => at !== null && at > nowMs)
  return earliest(flips)
}

/** The segments that a customer is in, and the first moment at which time alone may change that. */
export function membershipOf(
  segments: readonly Segment[],
  customer: StoredCustomer,
  nowMs: number,
): { ids: string[]; nextFlipAtMs: number | null } {
  return {
    ids: segments.filter(({ conditions }) => matches(conditions, customer, nowMs)).map(({ id }) => id),
    nextFlipAtMs: earliest(segments.map(({ conditions }) => nextFlipAtMs(conditions, customer, nowMs))),
  }
}

function earliest(moments: (number | null)[]): number | null {
  return moments.reduce((least, at) => (least === null || (at !== null && at < least) ? at : least), null)
}

function holds({ field, op, value }: Condition, customer: StoredCustomer, nowMs: number): boolean {
  const kind = kindOfField(field)
  if (!kind || !OPS_OF_KIND[kind].includes(op)) return false
  const is = valueIn(field, customer)
  if (op === 'is_set') return (is !== null && (!Array.isArray(is) || is.length > 0)) === (value !== false)
  switch (kind) {
    case 'moment':
      return typeof is === 'string' && compares(op, Date.parse(is), limitMs(value, nowMs))
    case 'money':
      return (is as Money[]).some(({ amount }) => compares(op, amount, value))
    case 'list':
      return holdsOfList(op, is as string[], value)
    default:
      return holdsOfOne(field, op, is as FieldValue, value)
  }
}

/** What a customer has there, as conditions see it. */
export function valueIn(field: string, customer: StoredCustomer): FieldValue | string[] | Money[] {
  if (field.startsWith(OWN_PREFIX)) {
    const key = field.slice(OWN_PREFIX.length)
    return Object.hasOwn(customer.own_fields, key) ? (customer.own_fields[key]?.value ?? null) : null
  }
  switch (field as ConditionField) {
    case 'access':
      return customer.access.state
    case 'plan':
      return customer.plan?.price ?? null
    case 'product':
      return customer.plan?.product ?? null
    case 'last_payment_at':
      return customer.last_payment?.at ?? null
    case 'failed_payment_at':
      return customer.failed_payment?.at ?? null
    default:
      return customer[field as Exclude<ConditionField, 'access' | 'plan' | 'product' | `${string}_payment_at`>]
  }
}

/** A condition of one value that is no customer's; what is not there is not set, and no list or object compares. */
export function compareOne({ field, op, value }: Condition, is: unknown): boolean {
  const one = typeof is === 'string' || typeof is === 'number' || typeof is === 'boolean' ? is : null
  if (op === 'is_set') return (is !== undefined && is !== null) === (value !== false)
  if (Array.isArray(is) && (op === 'contains' || op === 'in'))
    return holdsOfList(op === 'contains' ? 'eq' : op, is.map(String), value)
  return holdsOfOne(field, op, one, value)
}

function holdsOfList(op: Op, entries: string[], value: ConditionValue): boolean {
  if (op === 'in') return Array.isArray(value) && value.some((one) => entries.includes(String(one)))
  const has = entries.includes(String(value))
  return op === 'neq' ? !has : has
}

function holdsOfOne(field: string, op: Op, is: FieldValue, value: ConditionValue): boolean {
  const fold = folding(field, op)
  const folded = fold(is)
  if (op === 'contains')
    return typeof folded === 'string' && typeof value === 'string' && folded.includes(String(fold(value)))
  return compares(op, folded, Array.isArray(value) ? value.map(fold) : fold(value))
}

function folding(field: string, op: Op): <V>(value: V) => V | string {
  const folds = field === 'email' || (field === 'name' && op === 'contains')
  return (value) => (folds && typeof value === 'string' ? value.toLowerCase() : value)
}

function compares(op: Op, is: FieldValue, value: unknown): boolean {
  if (op === 'eq') return is === value
  if (op === 'neq') return is !== value
  if (op === 'in') return Array.isArray(value) && value.includes(is)
  if (typeof is !== 'number' || typeof value !== 'number') return false
  if (op === 'gt') return is > value
  if (op === 'gte') return is >= value
  return op === 'lt' ? is < value : is <= value
}

/** The moment that a condition names; NaN, with which nothing compares, where it names none. */
function limitMs(value: ConditionValue, nowMs: number): number {
  const offset = offsetMs(value)
  if (offset !== null) return nowMs + offset
  return typeof value === 'string' ? Date.parse(value) : Number.NaN
}

function offsetMs(value: ConditionValue): number | null {
  if (typeof value !== 'object' || value === null) return null
  if ('days_ago' in value) return -value.days_ago * DAY_MS
  return 'days_ahead' in value ? value.days_ahead * DAY_MS : null
}

/** A limit that moves with the clock passes a moment once: what asks for equality as well changes one ms later or sooner. */
function flipAtMs({ field, op, value }: Condition, customer: StoredCustomer): number | null {
  const offset = offsetMs(value)
  if (offset === null || !ORDER_OPS.includes(op) || kindOfField(field) !== 'moment') return null
  const is = valueIn(field, customer)
  if (typeof is !== 'string') return null
  const meetsAtMs = Date.parse(is) - offset
  return op === 'gt' || op === 'lte' ? meetsAtMs : meetsAtMs + 1
}
