import type { JobAnswer, JobRequest } from '../account/rpc.ts'
import { accountStub } from '../account/stub.ts'
import { syncMessage } from '../account/sync-message.ts'
import type { Bindings } from '../config.ts'
import type { Tenant } from '../domain/ids.ts'
import type { JobRecord } from '../domain/job.ts'
import { describeError } from '../log.ts'
import type { ImportParams } from './import-workflow.ts'

/** Begins a job and what drives it, or answers the one of its kind that runs. A driver that is lost is found by the cron. */
export async function startJob(env: Bindings, tenant: Tenant, request: JobRequest): Promise<JobAnswer> {
  const answer = await accountStub(env, tenant).startJob(tenant, request)
  if ('job' in answer && answer.job.status === 'queued') await startDriver(env, tenant, answer.job, 0)
  return answer
}

/** Imports are driven by a Workflow, short jobs by the queue. `driver` is 0 for the first one and grows. */
export async function startDriver(
  env: Bindings,
  tenant: Tenant,
  { id, kind }: Pick<JobRecord, 'id' | 'kind'>,
  driver: number,
): Promise<void> {
  if (kind === 'import' || kind === 'resync')
    await startWorkflow(env, driver === 0 ? id : `${id}-${driver}`, { tenant, jobId: id, driver })
  else await env.JOBS_QUEUE.send(syncMessage(tenant, { task: 'run_job', jobId: id, driver, stuck: 0 }))
}

/** A start that is repeated finds the instance there, which is what it wants. */
async function startWorkflow(env: Bindings, id: string, params: ImportParams): Promise<void> {
  try {
    await env.IMPORT.create({ id, params })
  } catch (error) {
    if (!/already.exists/i.test(describeError(error))) throw error
  }
}
