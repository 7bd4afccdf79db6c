import { CONDITION_CODES, type Condition, type ConditionCode, type Findings } from '../domain/health.ts'
import type { Tenant } from '../domain/ids.ts'

interface ConditionRow {
  code: string
  since: number
  detail: string
}

export function rowToCondition(row: ConditionRow): Condition {
  return { code: row.code as ConditionCode, sinceMs: row.since, detail: JSON.parse(row.detail) as Condition['detail'] }
}

export async function listConditions(db: D1Database, tenant: Tenant): Promise<Condition[]> {
  const { results } = await db
    .prepare('SELECT code, since, detail FROM connection_conditions WHERE account_id = ?1 AND mode = ?2')
    .bind(tenant.accountId, tenant.mode)
    .all<ConditionRow>()
  return results
    .filter(({ code }) => (CONDITION_CODES as readonly string[]).includes(code))
    .map((row) => rowToCondition(row))
}

/**
 * Writes what was looked at: each code of `judged` is there with its detail, or goes away. One that is there already keeps
 * its moment. Nothing is written for another epoch than the present one. True where the set of codes has changed.
 */
export async function writeConditions(
  db: D1Database,
  of: { tenant: Tenant; epoch: number },
  judged: readonly ConditionCode[],
  findings: Findings,
  sinceMs: number,
): Promise<boolean> {
  if (judged.length === 0) return false
  const mine = [of.tenant.accountId, of.tenant.mode, of.epoch]
  const isMine = 'EXISTS (SELECT 1 FROM connections WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3)'
  const gone = judged.filter((code) => !findings[code])
  const before = await listConditions(db, of.tenant)
  await db.batch([
    db
      .prepare(
        `DELETE FROM connection_conditions WHERE account_id = ?1 AND mode = ?2
         AND code IN (SELECT value FROM json_each(?4)) AND ${isMine}`,
      )
      .bind(...mine, JSON.stringify(gone)),
    ...judged.flatMap((code) => {
      const detail = findings[code]
      if (!detail) return []
      return db
        .prepare(
          `INSERT INTO connection_conditions (account_id, mode, code, since, detail)
           SELECT ?1, ?2, ?4, ?5, ?6 WHERE ${isMine}
           ON CONFLICT (account_id, mode, code) DO UPDATE SET detail = excluded.detail`,
        )
        .bind(...mine, code, sinceMs, JSON.stringify(detail))
    }),
  ])
  const had = (code: ConditionCode): boolean => before.some((condition) => condition.code === code)
  return judged.some((code) => had(code) !== Boolean(findings[code]))
}
