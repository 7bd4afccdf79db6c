import type { AccountId, Mode, Tenant } from '../domain/ids.ts'

/** An API key without its token. Times are ms. */
export interface ApiKey {
  id: string
  tenant: Tenant
  name: string
  scope: 'read' | 'full'
  last4: string
  createdAt: number
  expiresAt: number | null
  lastUsedAt: number | null
  revokedAt: number | null
}

export interface ApiKeyRow {
  id: string
  account_id: string
  mode: string
  name: string
  scope: string
  last4: string
  created_at: number
  expires_at: number | null
  last_used_at: number | null
  revoked_at: number | null
}

const COLUMNS = 'id, account_id, mode, name, scope, last4, created_at, expires_at, last_used_at, revoked_at'
const LAST_USED_GRAIN_MS = 3_600_000

export function rowToApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    tenant: { accountId: row.account_id as AccountId, mode: row.mode as Mode },
    name: row.name,
    scope: row.scope as ApiKey['scope'],
    last4: row.last4,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}

export async function insertApiKey(db: D1Database, key: ApiKey, tokenHash: string): Promise<void> {
  await db
    .prepare(
      `INSERT INTO api_keys (id, account_id, mode, name, scope, token_hash, last4, created_at, expires_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
    )
    .bind(
      key.id,
      key.tenant.accountId,
      key.tenant.mode,
      key.name,
      key.scope,
      tokenHash,
      key.last4,
      key.createdAt,
      key.expiresAt,
    )
    .run()
}

/** Also finds revoked and expired keys, so that the answer can say which it is. */
export async function readApiKeyByHash(db: D1Database, tokenHash: string): Promise<ApiKey | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM api_keys WHERE token_hash = ?1`)
    .bind(tokenHash)
    .first<ApiKeyRow>()
  return row && rowToApiKey(row)
}

/** Newest first; `after` is the last key of the page before. */
export async function listApiKeys(
  db: D1Database,
  tenant: Tenant,
  page: { limit: number; after: { createdAt: number; id: string } | null },
): Promise<ApiKey[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM api_keys
       WHERE account_id = ?1 AND mode = ?2 AND (?3 IS NULL OR (created_at, id) < (?3, ?4))
       ORDER BY created_at DESC, id DESC LIMIT ?5`,
    )
    .bind(tenant.accountId, tenant.mode, page.after?.createdAt ?? null, page.after?.id ?? null, page.limit)
    .all<ApiKeyRow>()
  return results.map(rowToApiKey)
}

/** Answers whether the tenant has such a key; revoking again changes nothing. */
export async function revokeApiKey(db: D1Database, tenant: Tenant, id: string, nowMs: number): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?4) WHERE account_id = ?1 AND mode = ?2 AND id = ?3`,
    )
    .bind(tenant.accountId, tenant.mode, id, nowMs)
    .run()
  return meta.changes > 0
}

/** True at most once per hour and key, so that a busy key does not cost a write per request. */
export function isLastUseWorthWriting(key: ApiKey, nowMs: number): boolean {
  return key.lastUsedAt === null || nowMs - key.lastUsedAt >= LAST_USED_GRAIN_MS
}

export async function writeApiKeyUse(db: D1Database, id: string, nowMs: number): Promise<void> {
  await db
    .prepare(
      `UPDATE api_keys SET last_used_at = ?2 WHERE id = ?1 AND (last_used_at IS NULL OR last_used_at <= ?2 - ${LAST_USED_GRAIN_MS})`,
    )
    .bind(id, nowMs)
    .run()
}
