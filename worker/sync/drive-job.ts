import { accountStub } from '../account/stub.ts'
import type { Bindings } from '../config.ts'
import { noteCatchUp, reportPermissionMissing, reportUnauthorized } from '../connect/reports.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import type { JobWork } from '../domain/job-work.ts'
import { describeError, log } from '../log.ts'
import { type Leg, runLeg } from './run-leg.ts'

/** A job that gets nowhere waits longer and longer, and is given up after about a day. */
const MAX_WAIT_SECONDS = 30 * 60
export const MAX_STUCK = 60
export const GIVEN_UP = 'It got no further for a day. Start it again; if it stops again, look into the log for its id.'

export interface Driver {
  jobId: string
  driver: number
}

export interface Driven {
  ended: boolean
  /** How often in a row nothing could be read. */
  stuck: number
  waitSeconds: number
}

/** One leg, and what follows from its end. `stuck` is what the leg before answered. */
export async function driveJob(env: Bindings, tenant: Tenant, job: Driver, stuck: number): Promise<Driven> {
  const { jobId } = job
  const leg = await legOrStuck(env, tenant, job)
  if (!leg.ended) return leg.stuck ? wait(stuck + 1) : { ended: false, stuck: 0, waitSeconds: 0 }
  if ('refused' in leg) {
    if (!(await reportUnauthorized(env, tenant, leg.epoch, leg.refused))) {
      await accountStub(env, tenant).pauseJob(tenant, jobId)
      return wait(stuck + 1)
    }
    await accountStub(env, tenant).failJob(tenant, jobId, 'Stripe refuses the key: connect again with a new one.')
  } else if (leg.work?.record.status === 'done') await reportDone(env, tenant, leg.work)
  return { ended: true, stuck: 0, waitSeconds: 0 }
}

/** What fails in a way that nobody foresaw is tried again like an outage, and in the end given up as one. */
async function legOrStuck(env: Bindings, tenant: Tenant, { jobId, driver }: Driver): Promise<Leg> {
  try {
    return await runLeg(env, tenant, jobId, driver)
  } catch (error) {
    log('error', 'leg_failed', { tenant: tenantName(tenant), job: jobId, error: describeError(error) })
    return { ended: false, stuck: true }
  }
}

function wait(stuck: number): Driven {
  return { ended: false, stuck, waitSeconds: Math.min(2 ** stuck * 5, MAX_WAIT_SECONDS) }
}

/** What a job has found out about the connection besides its objects. */
async function reportDone(env: Bindings, tenant: Tenant, work: JobWork): Promise<void> {
  const { kind, skipped, found } = work.record
  // Events that came just now may still come by themselves: they say neither that webhooks work nor that they do not.
  if (kind === 'catch_up' && (found === 0 || work.missed.count > 0)) await noteCatchUp(env, tenant, missedBy(work))
  const missing = skipped
    .filter(({ reason }) => reason === 'permission_missing')
    .flatMap(({ detail }) => detail.match(/rak_[a-z0-9_]+/g) ?? [])
  if (missing.length > 0) await reportPermissionMissing(env, tenant, work.epoch, missing)
}

function missedBy({ missed }: JobWork): { found: number; newestFoundAt: number | null } {
  return { found: missed.count, newestFoundAt: missed.count > 0 ? missed.newestAt : null }
}
