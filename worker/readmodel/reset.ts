import type { Tenant } from '../domain/ids.ts'

/** Tables that an account object projects, each with what follows account and mode in its key. */
export const READ_MODEL_TABLES = [
  { table: 'events', key: 'seq' },
  { table: 'products', key: 'id' },
  { table: 'prices', key: 'id' },
  { table: 'coupons', key: 'id' },
  { table: 'stripe_customers', key: 'id' },
  { table: 'subscriptions', key: 'id' },
  { table: 'jobs', key: 'id' },
  { table: 'price_uses', key: 'price' },
] as const

const ROWS_PER_STEP = 1_000

/** Removes some of the tenant's rows from one table; true when none are left. D1 gives a query 30 seconds. */
export async function clearSome(db: D1Database, tenant: Tenant, at: number): Promise<boolean> {
  const { table, key } = READ_MODEL_TABLES[at] ?? READ_MODEL_TABLES[0]
  const { meta } = await db
    .prepare(
      `DELETE FROM ${table} WHERE account_id = ?1 AND mode = ?2 AND ${key} IN (
         SELECT ${key} FROM ${table} WHERE account_id = ?1 AND mode = ?2 ORDER BY ${key} LIMIT ${ROWS_PER_STEP})`,
    )
    .bind(tenant.accountId, tenant.mode)
    .run()
  return meta.changes < ROWS_PER_STEP
}
