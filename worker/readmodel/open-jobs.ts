import type { AccountId, Mode, Tenant } from '../domain/ids.ts'
import type { JobRecord } from '../domain/job.ts'

/** Jobs of all tenants that have not ended and that a queue drives; a recompute goes by the object's own alarm. */
export async function listOpenJobs(db: D1Database, limit: number): Promise<{ tenant: Tenant; record: JobRecord }[]> {
  const { results } = await db
    .prepare("SELECT account_id, mode, record FROM jobs WHERE finished_at IS NULL AND kind <> 'recompute' LIMIT ?1")
    .bind(limit)
    .all<{ account_id: AccountId; mode: Mode; record: string }>()
  return results.map(({ account_id, mode, record }) => ({
    tenant: { accountId: account_id, mode },
    record: JSON.parse(record) as JobRecord,
  }))
}

/** Of all tenants: the last import stands, however long ago it was, since the connection shows it. */
export async function deleteOldJobs(db: D1Database, beforeMs: number): Promise<void> {
  await db.prepare(`DELETE FROM jobs WHERE finished_at < ?1 AND kind NOT IN ('import', 'resync')`).bind(beforeMs).run()
}
