/** What became of a one-time sign-in link when somebody opened it. */
export type LinkUse = 'ok' | 'unknown' | 'used' | 'expired'

/** An operator's session. Times are ms. */
export interface OperatorSession {
  createdAt: number
  expiresAt: number
}

export interface OperatorSessionRow {
  created_at: number
  expires_at: number
}

export function rowToOperatorSession(row: OperatorSessionRow): OperatorSession {
  return { createdAt: row.created_at, expiresAt: row.expires_at }
}

/** How long a dead link is kept, to tell "expired" and "used" from "unknown". */
const DEAD_LINK_KEPT_MS = 7 * 86_400_000

export async function insertOperatorLink(
  db: D1Database,
  tokenHash: string,
  expiresAtMs: number,
  nowMs: number,
): Promise<void> {
  await db.batch([
    db.prepare('DELETE FROM operator_links WHERE expires_at < ?1').bind(nowMs - DEAD_LINK_KEPT_MS),
    db.prepare('INSERT INTO operator_links (token_hash, expires_at) VALUES (?1, ?2)').bind(tokenHash, expiresAtMs),
  ])
}

/** Uses a link up: of several callers exactly one gets `ok`. */
export async function consumeOperatorLink(db: D1Database, tokenHash: string, nowMs: number): Promise<LinkUse> {
  const { meta } = await db
    .prepare('UPDATE operator_links SET used_at = ?2 WHERE token_hash = ?1 AND used_at IS NULL AND expires_at > ?2')
    .bind(tokenHash, nowMs)
    .run()
  if (meta.changes > 0) return 'ok'
  const row = await db
    .prepare('SELECT used_at FROM operator_links WHERE token_hash = ?1')
    .bind(tokenHash)
    .first<{ used_at: number | null }>()
  if (!row) return 'unknown'
  return row.used_at === null ? 'expired' : 'used'
}

export async function insertOperatorSession(
  db: D1Database,
  tokenHash: string,
  session: OperatorSession,
): Promise<void> {
  await db.batch([
    db.prepare('DELETE FROM operator_sessions WHERE expires_at < ?1').bind(session.createdAt),
    db
      .prepare('INSERT INTO operator_sessions (token_hash, created_at, expires_at) VALUES (?1, ?2, ?3)')
      .bind(tokenHash, session.createdAt, session.expiresAt),
  ])
}

/** Null where there is no such session or it has expired. */
export async function readOperatorSession(
  db: D1Database,
  tokenHash: string,
  nowMs: number,
): Promise<OperatorSession | null> {
  const row = await db
    .prepare('SELECT created_at, expires_at FROM operator_sessions WHERE token_hash = ?1 AND expires_at > ?2')
    .bind(tokenHash, nowMs)
    .first<OperatorSessionRow>()
  return row && rowToOperatorSession(row)
}

export async function deleteOperatorSession(db: D1Database, tokenHash: string): Promise<void> {
  await db.prepare('DELETE FROM operator_sessions WHERE token_hash = ?1').bind(tokenHash).run()
}
