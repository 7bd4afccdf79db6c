import type { ObjectType } from '../../../worker/domain/stripe-object.ts'
import { readFacts } from '../../../worker/stripe/normalise/facts.ts'
import type { StartedBillhook } from './billhook.ts'
import type { Mode } from './connection.ts'
import { readModelRows } from './read-model.ts'
import type { OwnStripe } from './sandbox.ts'

const TABLES: Partial<Record<ObjectType, string>> = {
  product: 'products',
  price: 'prices',
  coupon: 'coupons',
  customer: 'stripe_customers',
  subscription: 'subscriptions',
}

export interface Comparison {
  /** How many objects Stripe has. */
  stripe: number
  /** How many Billhook holds, gone ones left out. */
  billhook: number
  /** `id field: Stripe's value ≠ ours`, of every object and every field. */
  differences: string[]
}

/** Every object of a kind, field by field, in Stripe and in the read model. */
export async function compareWithStripe(
  billhook: StartedBillhook,
  stripe: OwnStripe,
  type: ObjectType,
  mode: Mode = 'test',
): Promise<Comparison> {
  const theirs = new Map((await stripe.objects(type, mode)).map((object) => [object.id, readFacts(type, object)]))
  const rows = readModelRows(billhook, `SELECT * FROM ${TABLES[type]} WHERE mode = '${mode}' AND deleted = 0`)
  const ours = new Map(rows.map((row) => [String(row.id), row]))
  const differences = [...theirs].flatMap(([id, { type: _, ...facts }]) => {
    const row = ours.get(id)
    if (!row) return [`${id} is missing`]
    return Object.entries(facts)
      .map(([name, value]) => [name, JSON.stringify(columnOf(value)), JSON.stringify(row[name])])
      .filter(([, expected, held]) => expected !== held)
      .map(([name, expected, held]) => `${id} ${name}: ${expected} ≠ ${held}`)
  })
  const strangers = [...ours.keys()].filter((id) => !theirs.has(id)).map((id) => `${id} is not in Stripe`)
  return { stripe: theirs.size, billhook: ours.size, differences: [...differences, ...strangers] }
}

/** A fact as its column holds it. */
function columnOf(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value)
  return Array.isArray(value) ? JSON.stringify(value) : value
}
