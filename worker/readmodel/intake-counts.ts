import { type Mode, type Tenant, tenantName } from '../domain/ids.ts'

/** Why a request was answered without storing an event for a tenant. */
export type IntakeReason =
  | 'signature_invalid'
  | 'signature_missing'
  | 'timestamp_outside_tolerance'
  | 'payload_invalid'
  | 'unlinked_account'
  | 'mode_mismatch'
  | 'disconnected'

/** Whose request it was, as far as that is certain: only a verified body tells a mode. */
export function intakeScope(of: { tenant: Tenant } | { platformMode: Mode | null }): string {
  if ('tenant' in of) return tenantName(of.tenant)
  return of.platformMode ? `platform:${of.platformMode}` : 'platform'
}

const HOUR_MS = 3_600_000

export function addIntakeCount(
  db: D1Database,
  { scope, reason, count }: { scope: string; reason: string; count: number },
  nowMs: number,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO intake_counts (scope, reason, hour, count) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (scope, reason, hour) DO UPDATE SET count = count + excluded.count`,
    )
    .bind(scope, reason, Math.floor(nowMs / HOUR_MS) * HOUR_MS, count)
}

/** Sums per reason; hours are counted whole. */
export async function readIntakeCounts(
  db: D1Database,
  scopes: string[],
  sinceMs: number,
): Promise<{ reason: string; count: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT reason, SUM(count) AS count FROM intake_counts
       WHERE scope IN (SELECT value FROM json_each(?1)) AND hour > ?2 GROUP BY reason`,
    )
    .bind(JSON.stringify(scopes), sinceMs - HOUR_MS)
    .all<{ reason: string; count: number }>()
  return results
}

/** Hours in which signatures did not match, added up over `scopes`. */
export async function listRejectedHours(
  db: D1Database,
  scopes: string[],
  sinceMs: number,
): Promise<{ hourMs: number; count: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT hour AS hourMs, SUM(count) AS count FROM intake_counts
       WHERE scope IN (SELECT value FROM json_each(?1)) AND reason = 'signature_invalid' AND hour > ?2 GROUP BY hour`,
    )
    .bind(JSON.stringify(scopes), sinceMs - HOUR_MS)
    .all<{ hourMs: number; count: number }>()
  return results
}

export async function deleteOldIntakeCounts(db: D1Database, beforeMs: number): Promise<void> {
  await db.prepare('DELETE FROM intake_counts WHERE hour < ?1').bind(beforeMs).run()
}
