import type { Movement, MovementKind } from '../domain/customer.ts'
import type { Tenant } from '../domain/ids.ts'

/** `seq` is the order within the tenant, and the list's cursor. */
export interface StoredMovement extends Movement {
  customerId: string
  seq: number
}

interface MovementRow {
  customer_id: string
  seq: number
  at: number
  kind: string
  currency: string
  amount: number
  input: string
}

export function rowToMovement(row: MovementRow): StoredMovement {
  return {
    customerId: row.customer_id,
    seq: row.seq,
    at: row.at,
    kind: row.kind as MovementKind,
    currency: row.currency,
    amount: row.amount,
    input: row.input,
  }
}

/** A customer's, newest first; `after` is the seq of the last one shown. */
export async function listMovements(
  db: D1Database,
  tenant: Tenant,
  customerId: string,
  page: { limit: number; after: number | null },
): Promise<StoredMovement[]> {
  const { results } = await db
    .prepare(
      `SELECT customer_id, seq, at, kind, currency, amount, input FROM movements
       WHERE account_id = ?1 AND mode = ?2 AND customer_id = ?3 AND seq < ?4 ORDER BY seq DESC LIMIT ?5`,
    )
    .bind(tenant.accountId, tenant.mode, customerId, page.after ?? Number.MAX_SAFE_INTEGER, page.limit)
    .all<MovementRow>()
  return results.map(rowToMovement)
}
