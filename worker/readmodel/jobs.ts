import type { Tenant } from '../domain/ids.ts'
import type { JobKind, JobRecord } from '../domain/job.ts'

interface JobRow {
  record: string
}

export function rowToJob(row: JobRow): JobRecord {
  return JSON.parse(row.record) as JobRecord
}

export async function readJob(db: D1Database, tenant: Tenant, id: string): Promise<JobRecord | null> {
  const row = await db
    .prepare('SELECT record FROM jobs WHERE account_id = ?1 AND mode = ?2 AND id = ?3')
    .bind(tenant.accountId, tenant.mode, id)
    .first<JobRow>()
  return row && rowToJob(row)
}

/** Newest first; `after` is the last job of the page before. */
export async function listJobs(
  db: D1Database,
  tenant: Tenant,
  filter: { kind: JobKind | null },
  page: { limit: number; after: { createdAtMs: number; id: string } | null },
): Promise<JobRecord[]> {
  const { results } = await db
    .prepare(
      `SELECT record FROM jobs
       WHERE account_id = ?1 AND mode = ?2 AND (?3 IS NULL OR kind = ?3)
         AND (?4 IS NULL OR (created_at, id) < (?4, ?5))
       ORDER BY created_at DESC, id DESC LIMIT ?6`,
    )
    .bind(
      tenant.accountId,
      tenant.mode,
      filter.kind,
      page.after?.createdAtMs ?? null,
      page.after?.id ?? null,
      page.limit,
    )
    .all<JobRow>()
  return results.map(rowToJob)
}

/** The jobs that say how a connection fares; each null where there was none. */
export interface LatestJobs {
  /** Of the imports and resyncs, whatever became of it. */
  import: JobRecord | null
  /** The last that ended well. */
  catchUp: JobRecord | null
  /** The last that read the whole catalog: a catalog sync, an import or a resync. */
  catalog: JobRecord | null
}

export async function readLatestJobs(db: D1Database, tenant: Tenant): Promise<LatestJobs> {
  const newest = (kind: JobKind, onlyDone: boolean): D1PreparedStatement =>
    db
      .prepare(
        `SELECT record FROM jobs WHERE account_id = ?1 AND mode = ?2 AND kind = ?3 ${onlyDone ? "AND status = 'done'" : ''}
         ORDER BY created_at DESC LIMIT 1`,
      )
      .bind(tenant.accountId, tenant.mode, kind)
  const answers = await db.batch<JobRow>([
    newest('import', false),
    newest('resync', false),
    newest('catch_up', true),
    newest('catalog_sync', true),
    newest('import', true),
    newest('resync', true),
  ])
  const found = answers.map(({ results }) => (results[0] ? rowToJob(results[0]) : null))
  return {
    import: latest(found.slice(0, 2), 'createdAtMs'),
    catchUp: found[2] ?? null,
    catalog: latest(found.slice(3), 'finishedAtMs'),
  }
}

function latest(jobs: (JobRecord | null)[], by: 'createdAtMs' | 'finishedAtMs'): JobRecord | null {
  return jobs.reduce((last, job) => ((job?.[by] ?? 0) > (last?.[by] ?? 0) ? job : last), null)
}
