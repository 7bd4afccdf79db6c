import type { Bindings } from '../config.ts'
import { tenantName } from '../domain/ids.ts'
import { describeError, log } from '../log.ts'
import { listOpenJobs } from '../readmodel/open-jobs.ts'
import { startDriver } from '../sync/start-job.ts'

/** A pause is half an hour at most. */
const SILENT_MS = 35 * 60_000
/** Pages come within seconds: whoever is silent for so long is gone, or may as well stop. */
const LOST_MS = 60_000
const MAX_JOBS = 500

/** Gives a job whose driver was lost another one; an older driver that still lives stops at its next page. */
export async function reviveJobs(env: Bindings, nowMs: number): Promise<void> {
  for (const { tenant, record } of await listOpenJobs(env.DB, MAX_JOBS)) {
    const silentMs = nowMs - record.updatedAtMs
    if (silentMs < (record.status === 'waiting' ? SILENT_MS : LOST_MS)) continue
    try {
      await startDriver(env, tenant, record, Math.floor(nowMs / 1000))
      log('warn', 'job_revived', { tenant: tenantName(tenant), job: record.id, silentMs })
    } catch (error) {
      log('error', 'job_not_revived', { tenant: tenantName(tenant), job: record.id, error: describeError(error) })
    }
  }
}
