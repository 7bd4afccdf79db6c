import type { Tenant } from '../domain/ids.ts'

const TABLES = ['events', 'products', 'prices', 'stripe_customers', 'subscriptions']

/** Every row of the tenant counts as older than whatever the object projects next. */
export function resetRevisions(db: D1Database, tenant: Tenant): D1PreparedStatement[] {
  return TABLES.map((table) =>
    db.prepare(`UPDATE ${table} SET rev = 0 WHERE account_id = ?1 AND mode = ?2`).bind(tenant.accountId, tenant.mode),
  )
}
