import type { Tenant } from '../domain/ids.ts'

/** The answer that a key repeats. */
export interface StoredAnswer {
  status: number
  body: string
  contentType: string | null
}

/** `claimed` is the token of the one request that may run; it goes into `storeAnswer` or `releaseKey`. */
export type Claim =
  | { kind: 'claimed'; createdAt: number }
  | { kind: 'answered'; answer: StoredAnswer }
  | { kind: 'reused' }
  | { kind: 'in_use' }

export interface IdempotencyRow {
  request_hash: string
  status: number | null
  body: string | null
  content_type: string | null
}

export const KEPT_MS = 86_400_000
/** After this long a request without an answer is taken for dead, and the same request may run again. */
const TAKEOVER_MS = 60_000

export function rowToClaim(row: IdempotencyRow, requestHash: string): Claim {
  if (row.request_hash !== requestHash) return { kind: 'reused' }
  if (row.status === null) return { kind: 'in_use' }
  return { kind: 'answered', answer: { status: row.status, body: row.body ?? '', contentType: row.content_type } }
}

/** One statement decides who runs, so that of any number of simultaneous requests exactly one is `claimed`. */
export async function claimKey(
  db: D1Database,
  tenant: Tenant,
  key: string,
  requestHash: string,
  nowMs: number,
): Promise<Claim> {
  const claimed = await db
    .prepare(
      `INSERT INTO idempotency_keys (account_id, mode, key, request_hash, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (account_id, mode, key) DO UPDATE
         SET request_hash = excluded.request_hash, status = NULL, body = NULL, content_type = NULL,
             created_at = excluded.created_at
         WHERE created_at <= ?5 - ${KEPT_MS}
            OR (status IS NULL AND created_at <= ?5 - ${TAKEOVER_MS} AND request_hash = excluded.request_hash)
       RETURNING created_at`,
    )
    .bind(tenant.accountId, tenant.mode, key, requestHash, nowMs)
    .first<{ created_at: number }>()
  if (claimed) return { kind: 'claimed', createdAt: claimed.created_at }
  const row = await db
    .prepare(
      'SELECT request_hash, status, body, content_type FROM idempotency_keys WHERE account_id = ?1 AND mode = ?2 AND key = ?3',
    )
    .bind(tenant.accountId, tenant.mode, key)
    .first<IdempotencyRow>()
  // Released between the two statements: the client may simply send it again.
  return row ? rowToClaim(row, requestHash) : { kind: 'in_use' }
}

/** `createdAt` fences: a request that was taken over cannot overwrite its successor's answer. */
export async function storeAnswer(
  db: D1Database,
  tenant: Tenant,
  key: string,
  createdAt: number,
  answer: StoredAnswer,
): Promise<void> {
  await db
    .prepare(
      `UPDATE idempotency_keys SET status = ?5, body = ?6, content_type = ?7
       WHERE account_id = ?1 AND mode = ?2 AND key = ?3 AND created_at = ?4 AND status IS NULL`,
    )
    .bind(tenant.accountId, tenant.mode, key, createdAt, answer.status, answer.body, answer.contentType)
    .run()
}

export async function releaseKey(db: D1Database, tenant: Tenant, key: string, createdAt: number): Promise<void> {
  await db
    .prepare(
      'DELETE FROM idempotency_keys WHERE account_id = ?1 AND mode = ?2 AND key = ?3 AND created_at = ?4 AND status IS NULL',
    )
    .bind(tenant.accountId, tenant.mode, key, createdAt)
    .run()
}

/** What was answered about somebody is replaced. It reads the tenant's answers of a day, which is rarely asked for. */
export async function replaceAnswersAbout(
  db: D1Database,
  tenant: Tenant,
  id: string,
  { status, body, contentType }: StoredAnswer,
): Promise<void> {
  await db
    .prepare(
      `UPDATE idempotency_keys SET status = ?4, body = ?5, content_type = ?6
       WHERE account_id = ?1 AND mode = ?2 AND status IS NOT NULL AND instr(body, ?3) > 0`,
    )
    .bind(tenant.accountId, tenant.mode, JSON.stringify(id), status, body, contentType)
    .run()
}

/** For the daily sweep. Answers how many went. */
export async function deleteExpiredKeys(db: D1Database, nowMs: number): Promise<number> {
  const { meta } = await db
    .prepare('DELETE FROM idempotency_keys WHERE created_at <= ?1')
    .bind(nowMs - KEPT_MS)
    .run()
  return meta.changes
}
