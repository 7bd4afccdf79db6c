import type { Tenant } from '../domain/ids.ts'

/**
 * Tables that an account object projects, each with what follows account and mode in its key. A rebuild under way keeps
 * its place by number: new tables come last.
 */
export const READ_MODEL_TABLES = [
  { table: 'events', key: 'seq' },
  { table: 'products', key: 'id' },
  { table: 'prices', key: 'id' },
  { table: 'coupons', key: 'id' },
  { table: 'jobs', key: 'id' },
  { table: 'price_uses', key: 'price' },
  { table: 'customers', key: 'id' },
  { table: 'customer_terms', key: 'term, number' },
  { table: 'tallies', key: 'name' },
  { table: 'timeline_pages', key: 'customer_id, page' },
  { table: 'movements', key: 'customer_id, seq' },
  { table: 'mrr_days', key: 'day, currency, kind' },
  { table: 'unmatched', key: 'stripe_customer_id' },
  // The tenant is the whole key.
  { table: 'account_settings', key: 'account_id' },
  { table: 'term_blocks', key: 'term, block' },
  { table: 'documents', key: 'kind, id' },
  { table: 'runs', key: 'number' },
  { table: 'deliveries', key: 'number' },
] as const

const ROWS_PER_STEP = 1_000

/** Removes some of the tenant's rows from one table; true when none are left. D1 gives a query 30 seconds. */
export async function clearSome(db: D1Database, tenant: Tenant, at: number): Promise<boolean> {
  const { table, key } = READ_MODEL_TABLES[at] ?? READ_MODEL_TABLES[0]
  const { meta } = await db
    .prepare(
      `DELETE FROM ${table} WHERE account_id = ?1 AND mode = ?2 AND (${key}) IN (
         SELECT ${key} FROM ${table} WHERE account_id = ?1 AND mode = ?2 ORDER BY ${key} LIMIT ${ROWS_PER_STEP})`,
    )
    .bind(tenant.accountId, tenant.mode)
    .run()
  return meta.changes < ROWS_PER_STEP
}
