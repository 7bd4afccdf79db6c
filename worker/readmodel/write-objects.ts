import type { Tenant } from '../domain/ids.ts'
import type { ObjectFacts, ObjectType } from '../domain/stripe-object.ts'
import { jsonChunks } from './json-chunks.ts'

/** A Stripe object as the account object projects it. `version` is Stripe's second, `eventId` what set it. */
export interface ObjectProjection {
  id: string
  version: number
  eventId: string | null
  deleted: boolean
  rev: number
  facts: ObjectFacts
}

const OWN = ['id', 'version', 'event_id', 'deleted', 'rev']
/** The catalog. All else stays with the object: what people ask of it stands in customers. */
const TABLES: Partial<Record<ObjectType, { name: string; facts: string[] }>> = {
  product: { name: 'products', facts: ['name', 'description', 'active', 'default_price', 'created'] },
  price: {
    name: 'prices',
    facts: [
      'product',
      'nickname',
      'active',
      'currency',
      'unit_amount',
      'unit_amount_decimal',
      'price_type',
      'billing_scheme',
      'recurring_interval',
      'recurring_interval_count',
      'usage_type',
      'tiers_mode',
      'created',
    ],
  },
  coupon: {
    name: 'coupons',
    facts: ['name', 'valid', 'duration', 'percent_off', 'amount_off', 'currency', 'created'],
  },
}

export function isProjected({ objectType }: { objectType: ObjectType }): boolean {
  return objectType in TABLES
}

/** One statement per table and chunk. Safe to repeat, and one that arrives late never overwrites a newer one. */
export function upsertObjects(db: D1Database, tenant: Tenant, objects: ObjectProjection[]): D1PreparedStatement[] {
  return Object.entries(TABLES).flatMap(([type, table]) => {
    const rows = objects.filter(({ facts }) => facts.type === type).map((object) => JSON.stringify(rowOf(object)))
    const upsert = rows.length > 0 ? db.prepare(upsertInto(table)) : null
    return jsonChunks(rows).flatMap((json) => upsert?.bind(tenant.accountId, tenant.mode, json) ?? [])
  })
}

function upsertInto({ name, facts }: { name: string; facts: string[] }): string {
  const columns = [...OWN, ...facts]
  return `
    INSERT INTO ${name} (account_id, mode, ${columns.join(', ')})
    SELECT ?1, ?2, ${columns.map((column) => `value ->> '${column}'`).join(', ')} FROM json_each(?3) WHERE true
    ON CONFLICT (account_id, mode, id) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE excluded.rev > ${name}.rev`
}

/** Facts are named as their columns are; lists become JSON text and booleans 0 or 1. */
function rowOf({ id, version, eventId, deleted, rev, facts }: ObjectProjection): Record<string, unknown> {
  const columns = Object.entries({ ...facts, deleted }).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? Number(value) : Array.isArray(value) ? JSON.stringify(value) : value,
  ])
  return { ...Object.fromEntries(columns), id, version, event_id: eventId, rev }
}
