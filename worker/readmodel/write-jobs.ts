import type { Tenant } from '../domain/ids.ts'
import type { JobRecord } from '../domain/job.ts'

/** A job as its object projects it; one that arrives late never overwrites a newer one. */
export function upsertJobs(
  db: D1Database,
  tenant: Tenant,
  jobs: readonly { id: string; rev: number; work: { record: JobRecord } }[],
): D1PreparedStatement[] {
  return jobs.map(({ id, rev, work: { record } }) =>
    db
      .prepare(
        `INSERT INTO jobs (account_id, mode, id, kind, status, created_at, finished_at, rev, record)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (account_id, mode, id) DO UPDATE SET status = excluded.status, finished_at = excluded.finished_at,
           rev = excluded.rev, record = excluded.record WHERE excluded.rev > jobs.rev`,
      )
      .bind(
        tenant.accountId,
        tenant.mode,
        id,
        record.kind,
        record.status,
        record.createdAtMs,
        record.finishedAtMs,
        rev,
        JSON.stringify(record),
      ),
  )
}
