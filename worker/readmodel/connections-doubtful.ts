import { DEFAULT_ACCOUNT_ID } from '../domain/ids.ts'
import { CONNECTION_COLUMNS, type ConnectionRow, rowToConnection, type StoredConnection } from './connection.ts'

const IS_DOUBTFUL = `status IN ('not_connected', 'connected') AND (
  (account_id, mode) IN (SELECT account_id, mode FROM connection_conditions WHERE code IN (SELECT value FROM json_each(?1)))
  OR account_id || ':' || mode IN (SELECT scope FROM intake_counts WHERE reason = 'signature_invalid' AND hour > ?2)
  OR (account_id = ?3
    AND EXISTS (SELECT 1 FROM intake_counts WHERE scope = 'platform' AND reason = 'signature_invalid' AND hour > ?2)))`

/**
 * Connections with a stored condition of `codes`, or with signatures that were refused since `sinceMs`: `limit` of them, by
 * id. Where there are more, each `turn` answers the next ones, and after the last the first again.
 */
export async function listDoubtful(
  db: D1Database,
  codes: readonly string[],
  sinceMs: number,
  { turn, limit }: { turn: number; limit: number },
): Promise<StoredConnection[]> {
  const bound = [JSON.stringify(codes), sinceMs, DEFAULT_ACCOUNT_ID]
  const counted = await db
    .prepare(`SELECT count(*) AS total FROM connections WHERE ${IS_DOUBTFUL}`)
    .bind(...bound)
    .first<{ total: number }>()
  const total = counted?.total ?? 0
  if (total === 0) return []
  const offset = (turn % Math.ceil(total / limit)) * limit
  const { results } = await db
    .prepare(`SELECT ${CONNECTION_COLUMNS} FROM connections WHERE ${IS_DOUBTFUL} ORDER BY id LIMIT ?4 OFFSET ?5`)
    .bind(...bound, limit, offset)
    .all<ConnectionRow>()
  return results.map(rowToConnection)
}
