import type { AccountId, Mode, Tenant } from '../domain/ids.ts'

/** Tenants by name, `limit` at a time; pass the last one to go on. */
export async function listTenants(db: D1Database, after: Tenant | null, limit: number): Promise<Tenant[]> {
  const { results } = await db
    .prepare(
      `SELECT account_id, mode FROM connections WHERE (account_id, mode) > (?1, ?2) ORDER BY account_id, mode LIMIT ?3`,
    )
    .bind(after?.accountId ?? '', after?.mode ?? '', limit)
    .all<{ account_id: AccountId; mode: Mode }>()
  return results.map((row) => ({ accountId: row.account_id, mode: row.mode }))
}

/** Those whose Stripe account can be read, by name. */
export async function listLinkedTenants(db: D1Database, after: Tenant | null, limit: number): Promise<Tenant[]> {
  const { results } = await db
    .prepare(
      `SELECT account_id, mode FROM connections
       WHERE (account_id, mode) > (?1, ?2) AND kind IN ('restricted_key', 'app_oauth', 'connect_oauth')
         AND status NOT IN ('not_connected', 'disconnected') ORDER BY account_id, mode LIMIT ?3`,
    )
    .bind(after?.accountId ?? '', after?.mode ?? '', limit)
    .all<{ account_id: AccountId; mode: Mode }>()
  return results.map((row) => ({ accountId: row.account_id, mode: row.mode }))
}
