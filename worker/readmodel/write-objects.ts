import type { Tenant } from '../domain/ids.ts'
import type { ObjectFacts, ObjectType } from '../domain/stripe-object.ts'

/** A Stripe object as the account object projects it. `version` is Stripe's second, `eventId` what set it. */
export interface ObjectProjection {
  id: string
  version: number
  eventId: string | null
  deleted: boolean
  rev: number
  facts: ObjectFacts
}

const TABLES: Record<ObjectType, string> = {
  product: 'products',
  price: 'prices',
  customer: 'stripe_customers',
  subscription: 'subscriptions',
}

/** Safe to repeat: the same revision again writes nothing, and one that arrives late never overwrites a newer one. */
export function upsertObject(db: D1Database, tenant: Tenant, object: ObjectProjection): D1PreparedStatement {
  const table = TABLES[object.facts.type]
  const facts = columnsOf(object.facts)
  const own = {
    version: object.version,
    event_id: object.eventId,
    deleted: Number(object.deleted),
    rev: object.rev,
    ...facts,
  }
  const columns = Object.keys(own)
  const keys = ['account_id', 'mode', 'id']
  return db
    .prepare(
      `INSERT INTO ${table} (${[...keys, ...columns].join(', ')})
       VALUES (${[...keys, ...columns].map((_, at) => `?${at + 1}`).join(', ')})
       ON CONFLICT (account_id, mode, id) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}
       WHERE excluded.rev > ${table}.rev`,
    )
    .bind(tenant.accountId, tenant.mode, object.id, ...Object.values(own))
}

/** Facts are named as their columns are; lists become JSON and booleans 0 or 1. */
function columnsOf({ type: _type, ...facts }: ObjectFacts): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? Number(value) : Array.isArray(value) ? JSON.stringify(value) : value,
    ]),
  )
}
