import type { Unmatched } from '../domain/customer.ts'
import type { Tenant } from '../domain/ids.ts'

/** A Stripe customer that waits for a person. `number` is its order of appearance, and the list's cursor. */
export interface StoredUnmatched {
  number: number
  unmatched: Unmatched
}

interface UnmatchedRow {
  number: number
  body: string
}

export function rowToUnmatched(row: UnmatchedRow): StoredUnmatched {
  return { number: row.number, unmatched: JSON.parse(row.body) as Unmatched }
}

/** Those that wait, newest first; `after` is the number of the last one shown. */
export async function listUnmatched(
  db: D1Database,
  tenant: Tenant,
  page: { limit: number; after: number | null },
): Promise<StoredUnmatched[]> {
  const { results } = await db
    .prepare(
      `SELECT number, body FROM unmatched
       WHERE account_id = ?1 AND mode = ?2 AND open = 1 AND number < ?3 ORDER BY number DESC LIMIT ?4`,
    )
    .bind(tenant.accountId, tenant.mode, page.after ?? Number.MAX_SAFE_INTEGER, page.limit)
    .all<UnmatchedRow>()
  return results.map(rowToUnmatched)
}

/** Null where it does not wait, or not any more. */
export async function readUnmatched(
  db: D1Database,
  tenant: Tenant,
  stripeCustomerId: string,
): Promise<StoredUnmatched | null> {
  const row = await db
    .prepare(
      `SELECT number, body FROM unmatched
       WHERE account_id = ?1 AND mode = ?2 AND stripe_customer_id = ?3 AND open = 1`,
    )
    .bind(tenant.accountId, tenant.mode, stripeCustomerId)
    .first<UnmatchedRow>()
  return row && rowToUnmatched(row)
}

export async function countUnmatched(db: D1Database, tenant: Tenant): Promise<number> {
  const row = await db
    .prepare('SELECT count(*) AS n FROM unmatched WHERE account_id = ?1 AND mode = ?2 AND open = 1')
    .bind(tenant.accountId, tenant.mode)
    .first<{ n: number }>()
  return row?.n ?? 0
}
