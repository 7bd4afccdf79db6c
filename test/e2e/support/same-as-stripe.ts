import type { ObjectType } from '../../../worker/domain/stripe-object.ts'
import { readFacts } from '../../../worker/stripe/normalise/facts.ts'
import type { StartedBillhook } from './billhook.ts'
import type { Mode } from './connection.ts'
import { accountObjectRows, readModelRows } from './read-model.ts'
import type { OwnStripe } from './sandbox.ts'

/** Of these the read model has a row each; others stay with the object. */
const TABLES: Partial<Record<ObjectType, string>> = { product: 'products', price: 'prices', coupon: 'coupons' }

export interface Comparison {
  /** How many objects Stripe has. */
  stripe: number
  /** How many Billhook holds, gone ones left out. */
  billhook: number
  /** `id field: Stripe's value ≠ ours`, of every object and every field. */
  differences: string[]
}

/** Every object of a kind, field by field, in Stripe and in Billhook. */
export async function compareWithStripe(
  billhook: StartedBillhook,
  stripe: OwnStripe,
  type: ObjectType,
  mode: Mode = 'test',
): Promise<Comparison> {
  const theirs = new Map((await stripe.objects(type, mode)).map((object) => [object.id, readFacts(type, object)]))
  const ours = new Map(heldOf(billhook, type, mode).map((row) => [String(row.id), row]))
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

function heldOf(billhook: StartedBillhook, type: ObjectType, mode: Mode): Record<string, unknown>[] {
  const table = TABLES[type]
  if (table) return readModelRows(billhook, `SELECT * FROM ${table} WHERE mode = '${mode}' AND deleted = 0`)
  const sql = `SELECT id, body FROM objects WHERE type = '${type}' AND gone = 0`
  return accountObjectRows(billhook, `acc_default:${mode}`, sql).map(({ id, body }) => {
    const facts = Object.entries(readFacts(type, JSON.parse(String(body))))
    return { ...Object.fromEntries(facts.map(([name, value]) => [name, columnOf(value)])), id }
  })
}

/** A fact as its column holds it. */
function columnOf(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value)
  return Array.isArray(value) ? JSON.stringify(value) : value
}
