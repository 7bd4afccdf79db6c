import type { AccountId, Mode, Tenant } from '../domain/ids.ts'

type Kind = 'app_oauth' | 'connect_oauth'

/** An OAuth round trip: who began it, for which tenant. */
export interface OauthState {
  tenant: Tenant
  kind: Kind
  member: string
}

interface OauthStateRow {
  account_id: string
  mode: string
  kind: string
  member: string
}

export function rowToOauthState(row: OauthStateRow): OauthState {
  return {
    tenant: { accountId: row.account_id as AccountId, mode: row.mode as Mode },
    kind: row.kind as Kind,
    member: row.member,
  }
}

/** How long a dead state is kept, to tell "used" and "expired" from "unknown". */
const DEAD_STATE_KEPT_MS = 86_400_000

export async function insertOauthState(
  db: D1Database,
  stateHash: string,
  { tenant, kind, member }: OauthState,
  nowMs: number,
  expiresAtMs: number,
): Promise<void> {
  await db.batch([
    // One with a grant is not forgotten before the grant was given back.
    db
      .prepare('DELETE FROM oauth_states WHERE expires_at < ?1 AND pending_id IS NULL')
      .bind(nowMs - DEAD_STATE_KEPT_MS),
    db
      .prepare(
        `INSERT INTO oauth_states (state_hash, account_id, mode, kind, member, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
      )
      .bind(stateHash, tenant.accountId, tenant.mode, kind, member, nowMs, expiresAtMs),
  ])
}

export type StateUse =
  | { use: 'ok'; state: OauthState }
  | { use: 'unknown' }
  | { use: 'used' | 'expired' | 'other_session'; state: OauthState }

/**
 * Uses a state up: of several callers exactly one gets `ok`. A caller who is not one of `members` uses nothing up, so that
 * whoever began it can still finish.
 */
export async function consumeOauthState(
  db: D1Database,
  stateHash: string,
  members: readonly string[],
  nowMs: number,
): Promise<StateUse> {
  const taken = await db
    .prepare(
      `UPDATE oauth_states SET used_at = ?2
       WHERE state_hash = ?1 AND used_at IS NULL AND expires_at > ?2 AND member IN (SELECT value FROM json_each(?3))
       RETURNING account_id, mode, kind, member`,
    )
    .bind(stateHash, nowMs, JSON.stringify(members))
    .first<OauthStateRow>()
  if (taken) return { use: 'ok', state: rowToOauthState(taken) }
  const row = await db
    .prepare('SELECT account_id, mode, kind, member, used_at FROM oauth_states WHERE state_hash = ?1')
    .bind(stateHash)
    .first<OauthStateRow & { used_at: number | null }>()
  if (!row) return { use: 'unknown' }
  const state = rowToOauthState(row)
  if (row.used_at !== null) return { use: 'used', state }
  return { use: members.includes(row.member) ? 'expired' : 'other_session', state }
}

/** Keeps a grant, sealed, until the one who began it says yes or no to replacing the data of `dataOf`. */
export async function storePendingGrant(
  db: D1Database,
  stateHash: string,
  pending: { id: string; sealed: string; dataOf: string | null; expiresAtMs: number },
): Promise<void> {
  await db
    .prepare(
      `UPDATE oauth_states SET pending_id = ?2, pending_sealed = ?3, pending_data_of = ?4, expires_at = ?5
       WHERE state_hash = ?1`,
    )
    .bind(stateHash, pending.id, pending.sealed, pending.dataOf, pending.expiresAtMs)
    .run()
}
