import type { Tenant } from '../domain/ids.ts'
import { deleteDeliveries, deleteRuns } from '../readmodel/write-automations.ts'
import { readMetaNumber, writeMeta } from './meta.ts'
import { retentionOf } from './rules.ts'

const DAY_MS = 86_400_000
const ROWS_PER_STEP = 500

/**
 * Mails, webhooks and runs are kept as long as events are, but for those under way and runs whose goal is open. They are
 * looked through once a day, in bounded steps: D1 first, then the object, so that a crash between them only repeats the step. The newest delivery stays, so that no
 * number is given out twice.
 */
export async function retainDeliveries(sql: SqlStorage, db: D1Database, tenant: Tenant, nowMs: number): Promise<void> {
  if (nowMs < readMetaNumber(sql, 'deliveries_retained_ms') + DAY_MS) return
  const beforeMs = nowMs - retentionOf(sql).event_days * DAY_MS
  const upTo = sql
    .exec<{ n: number | null }>(
      `SELECT MAX(number) AS n FROM (
         SELECT number, status, body FROM deliveries
         WHERE number < (SELECT MAX(number) FROM deliveries) ORDER BY number LIMIT ?2
       ) WHERE body ->> 'createdAtMs' < ?1 AND status NOT IN ('queued', 'sending')`,
      ...[beforeMs, ROWS_PER_STEP],
    )
    .one().n
  const runs = sql
    .exec<{ key: string; number: number }>(
      `SELECT key, body ->> 'number' AS number FROM runs
       WHERE body ->> 'startedAtMs' < ?1 AND body ->> 'status' <> 'waiting'
         AND (body ->> '$.goal.mrrThen' IS NOT NULL OR COALESCE(body ->> '$.goal.untilMs', 0) < ?1) LIMIT ?2`,
      ...[beforeMs, ROWS_PER_STEP],
    )
    .toArray()
  if (upTo !== null) {
    await deleteDeliveries(db, tenant, upTo).run()
    sql.exec("DELETE FROM deliveries WHERE number <= ?1 AND status NOT IN ('queued', 'sending')", upTo)
  }
  if (runs.length > 0) {
    await deleteRuns(
      db,
      tenant,
      runs.map(({ number }) => number),
    ).run()
    sql.exec(
      'DELETE FROM runs WHERE key IN (SELECT value FROM json_each(?1))',
      JSON.stringify(runs.map(({ key }) => key)),
    )
  }
  if (upTo === null && runs.length < ROWS_PER_STEP) writeMeta(sql, 'deliveries_retained_ms', nowMs)
}
