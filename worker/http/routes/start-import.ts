import type { Bindings } from '../../config.ts'
import { type Tenant, tenantName } from '../../domain/ids.ts'
import type { JobRecord } from '../../domain/job.ts'
import { describeError, log } from '../../log.ts'
import { startJob } from '../../sync/start-job.ts'

/**
 * The import that follows a connect; null where it did not begin. The connection stands without it, and it can be begun by
 * hand: a failure is only said.
 */
export async function startImport(env: Bindings, tenant: Tenant, months: number): Promise<JobRecord | null> {
  try {
    const answer = await startJob(env, tenant, { kind: 'import', months })
    return 'job' in answer ? answer.job : null
  } catch (error) {
    log('error', 'import_not_started', { tenant: tenantName(tenant), error: describeError(error) })
    return null
  }
}
