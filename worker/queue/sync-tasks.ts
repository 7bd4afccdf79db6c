import { accountStub } from '../account/stub.ts'
import { type SyncMessage, syncMessage } from '../account/sync-message.ts'
import type { Bindings } from '../config.ts'
import { checkConnection } from '../connect/check-connection.ts'
import { noteConditions } from '../connect/note-conditions.ts'
import { deauthorize, reportPermissionMissing, reportUnauthorized } from '../connect/reports.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import { log } from '../log.ts'
import { readConnection } from '../readmodel/connection.ts'
import { driveJob, GIVEN_UP, MAX_STUCK } from '../sync/drive-job.ts'
import { openStripe, refetch } from '../sync/refetch.ts'
import { startJob } from '../sync/start-job.ts'

/** Does what a message asks for; throws where it should come again. */
export async function runTask(message: SyncMessage, env: Bindings): Promise<void> {
  const tenant: Tenant = { accountId: message.accountId, mode: message.mode }
  if (message.task === 'refetch') return runRefetch(message, tenant, env)
  if (message.task === 'run_job') return runJob(message, tenant, env)
  if (message.task === 'note_conditions') return noteConditions(env, tenant)
  if (message.task === 'check') {
    // What only time brings, or ends, no change of the connection tells.
    await noteConditions(env, tenant)
    return checkConnection(env, tenant)
  }
  if (message.task === 'deauthorize')
    return deauthorize(env, tenant, { eventId: message.eventId, atSeconds: message.at })
  if (message.task === 'key_refused') {
    const failure = { reason: 'unauthorized', code: message.code, message: 'The refresh token was refused.' } as const
    await reportUnauthorized(env, tenant, message.epoch, failure)
    return
  }
  // A tenant that was disconnected meanwhile, or whose import does the same work, has nothing to do.
  const connection = await readConnection(env.DB, tenant)
  await startJob(env, tenant, { kind: message.task, months: connection?.importMonths ?? 0 })
}

async function runRefetch(
  { objectType, objectId, ifUnknown, epoch }: Extract<SyncMessage, { task: 'refetch' }>,
  tenant: Tenant,
  env: Bindings,
): Promise<void> {
  const object = accountStub(env, tenant)
  if (ifUnknown && (await object.holds(tenant, objectType, objectId))) return
  const access = await object.stripeAccess(tenant)
  // Disconnected meanwhile, or connected anew, which reads everything again: the question is none any more.
  if (!access || (epoch !== undefined && epoch !== access.epoch)) return
  const answer = await refetch(await openStripe(env, tenant, access), { objectType, objectId })
  if (answer.ok && (answer.value.object !== null || access.proven)) {
    await accountStub(env, tenant).ingestSnapshots(tenant, access.epoch, [answer.value])
    return
  }
  if (answer.ok) {
    // The key may be of another Stripe account than the events: a deletion is final, so it must come as an event.
    log('warn', 'refetch_found_nothing', { tenant: tenantName(tenant), object: objectId })
    return
  }
  const { error } = answer
  const isEnded =
    error.reason === 'unauthorized' && access.proven && (await reportUnauthorized(env, tenant, access.epoch, error))
  if (isEnded) return
  if (error.reason === 'permission_missing' && access.proven)
    await reportPermissionMissing(env, tenant, access.epoch, error.permissions)
  else throw new Error(`Stripe answered ${error.reason}.`)
}

/** One leg a message; the next one is a message of its own, so that no consumer runs for long. */
async function runJob(
  { jobId, driver, stuck }: Extract<SyncMessage, { task: 'run_job' }>,
  tenant: Tenant,
  env: Bindings,
): Promise<void> {
  const driven = await driveJob(env, tenant, { jobId, driver }, stuck)
  if (driven.ended) return
  if (driven.stuck >= MAX_STUCK) return accountStub(env, tenant).failJob(tenant, jobId, GIVEN_UP)
  const next = syncMessage(tenant, { task: 'run_job', jobId, driver, stuck: driven.stuck })
  await env.JOBS_QUEUE.send(next, { delaySeconds: driven.waitSeconds })
}
