import type { JobAnswer, JobRequest } from '../account/rpc.ts'
import { accountStub } from '../account/stub.ts'
import { syncMessage } from '../account/sync-message.ts'
import type { Bindings } from '../config.ts'
import type { Tenant } from '../domain/ids.ts'
import type { JobRecord } from '../domain/job.ts'

/** Begins a job and what drives it, or answers the one of its kind that runs. A driver that is lost is found by the cron. */
export async function startJob(env: Bindings, tenant: Tenant, request: JobRequest): Promise<JobAnswer> {
  const answer = await accountStub(env, tenant).startJob(tenant, request)
  if ('job' in answer && answer.started) await startDriver(env, tenant, answer.job, 0)
  return answer
}

/** Imports are driven by a Workflow, short jobs by the queue. `again` names a further driver for the same job. */
export async function startDriver(
  env: Bindings,
  tenant: Tenant,
  { id, kind }: Pick<JobRecord, 'id' | 'kind'>,
  again: number,
): Promise<void> {
  if (kind === 'import' || kind === 'resync')
    await env.IMPORT.create({ id: again === 0 ? id : `${id}-${again}`, params: { tenant, jobId: id } })
  else await env.SYNC_QUEUE.send(syncMessage(tenant, { task: 'run_job', jobId: id, stuck: 0 }))
}
