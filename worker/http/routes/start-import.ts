import type { Bindings } from '../../config.ts'
import { type Tenant, tenantName } from '../../domain/ids.ts'
import type { JobRecord } from '../../domain/job.ts'
import { describeError, log } from '../../log.ts'
import { startJob } from '../../sync/start-job.ts'

/**
 * Drives the import that began with the link; null where it could not be. The connection stands all the same, and the cron
 * gives a job that nobody drives another driver: a failure is only said.
 */
export async function startImport(env: Bindings, tenant: Tenant, months: number): Promise<JobRecord | null> {
  try {
    const answer = await startJob(env, tenant, { kind: 'import', months })
    return 'job' in answer ? answer.job : null
  } catch (error) {
    log('error', 'import_not_driven', { tenant: tenantName(tenant), error: describeError(error) })
    return null
  }
}
