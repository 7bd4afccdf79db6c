import type { AccountId, Mode, Tenant } from '../domain/ids.ts'

/** A grant that waits for a person's yes, sealed. */
export interface PendingGrant {
  id: string
  tenant: Tenant
  kind: 'app_oauth' | 'connect_oauth'
  sealed: string
  /** The Stripe account whose data the yes is about. */
  dataOf: string | null
  expiresAtMs: number
}

interface PendingGrantRow {
  pending_id: string
  account_id: AccountId
  mode: Mode
  kind: PendingGrant['kind']
  pending_sealed: string
  pending_data_of: string | null
  expires_at: number
}

const COLUMNS = 'pending_id, account_id, mode, kind, pending_sealed, pending_data_of, expires_at'

function rowToPendingGrant(row: PendingGrantRow): PendingGrant {
  return {
    id: row.pending_id,
    tenant: { accountId: row.account_id, mode: row.mode },
    kind: row.kind,
    sealed: row.pending_sealed,
    dataOf: row.pending_data_of,
    expiresAtMs: row.expires_at,
  }
}

/**
 * Takes a waiting grant, once; null where there is none for this tenant and member, or its time is over. It stays, as
 * expired, until `forgetPendingGrant`: one whose taker was cut off is found by `listExpiredGrants`.
 */
export async function takePendingGrant(
  db: D1Database,
  tenant: Tenant,
  member: string,
  pendingId: string,
  nowMs: number,
): Promise<PendingGrant | null> {
  const row = await db
    .prepare(
      `UPDATE oauth_states SET expires_at = ?5
       WHERE pending_id = ?1 AND account_id = ?2 AND mode = ?3 AND member = ?4 AND expires_at > ?5 RETURNING ${COLUMNS}`,
    )
    .bind(pendingId, tenant.accountId, tenant.mode, member, nowMs)
    .first<PendingGrantRow>()
  return row && rowToPendingGrant(row)
}

/** The oldest first. */
export async function listExpiredGrants(db: D1Database, beforeMs: number, limit: number): Promise<PendingGrant[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM oauth_states WHERE pending_id IS NOT NULL AND expires_at < ?1 ORDER BY expires_at LIMIT ?2`,
    )
    .bind(beforeMs, limit)
    .all<PendingGrantRow>()
  return results.map(rowToPendingGrant)
}

export async function forgetPendingGrant(db: D1Database, pendingId: string): Promise<void> {
  await db.prepare('DELETE FROM oauth_states WHERE pending_id = ?1').bind(pendingId).run()
}
