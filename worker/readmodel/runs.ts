import type { Run, RunStatus } from '../domain/automation/run.ts'
import type { Tenant } from '../domain/ids.ts'
import { askedFor } from './asked-ids.ts'

/** What is left out does not restrict. */
export interface RunSelection {
  automation?: string | undefined
  customer?: string | undefined
  status?: RunStatus | undefined
}

export interface RunRow {
  body: string
}

export function rowToRun(row: RunRow): Run {
  return JSON.parse(row.body) as Run
}

export async function readRun(db: D1Database, tenant: Tenant, id: string): Promise<Run | null> {
  return (await readRuns(db, tenant, [id])).get(id) ?? null
}

/** By each id that is known. */
export async function readRuns(db: D1Database, tenant: Tenant, ids: readonly string[]): Promise<Map<string, Run>> {
  if (ids.length === 0) return new Map()
  const { results } = await db
    .prepare(
      `SELECT r.body FROM json_each(?3) asked
       CROSS JOIN runs r ON r.account_id = ?1 AND r.mode = ?2 AND r.number = asked.value ->> 'number' AND r.id = asked.value ->> 'id'`,
    )
    .bind(tenant.accountId, tenant.mode, askedFor('run', ids))
    .all<RunRow>()
  return new Map(results.map((row) => [rowToRun(row).id, rowToRun(row)]))
}

/** Newest first; `after` is the number of the last one shown. Filters read through the account's runs. */
export async function listRuns(
  db: D1Database,
  tenant: Tenant,
  selection: RunSelection,
  page: { limit: number; after: number | null },
): Promise<Run[]> {
  const { automation, customer, status } = selection
  const { results } = await db
    .prepare(
      `SELECT body FROM runs
       WHERE account_id = ?1 AND mode = ?2 AND number < ?3 AND (?4 IS NULL OR automation_id = ?4)
         AND (?5 IS NULL OR customer_id = ?5) AND (?6 IS NULL OR status = ?6)
       ORDER BY number DESC LIMIT ?7`,
    )
    .bind(
      ...[tenant.accountId, tenant.mode, page.after ?? Number.MAX_SAFE_INTEGER],
      ...[automation ?? null, customer ?? null, status ?? null, page.limit],
    )
    .all<RunRow>()
  return results.map(rowToRun)
}
