import { accountStub } from '../account/stub.ts'
import type { Bindings } from '../config.ts'
import { noteCatchUp, reportUnauthorized } from '../connect/reports.ts'
import type { Tenant } from '../domain/ids.ts'
import type { JobWork } from '../domain/job-work.ts'
import { runLeg } from './run-leg.ts'

/** A job that gets nowhere waits longer and longer, and is given up after about a day. */
const MAX_WAIT_SECONDS = 30 * 60
export const MAX_STUCK = 60
export const GIVEN_UP = 'Stripe could not be read for a day. Start it again once Stripe answers.'

export interface Driven {
  ended: boolean
  /** How often in a row nothing could be read. */
  stuck: number
  waitSeconds: number
}

/** One leg, and what follows from its end. `stuck` is what the leg before answered. */
export async function driveJob(env: Bindings, tenant: Tenant, jobId: string, stuck: number): Promise<Driven> {
  const leg = await runLeg(env, tenant, jobId)
  if (!leg.ended) {
    const inARow = leg.stuck ? stuck + 1 : 0
    return { ended: false, stuck: inARow, waitSeconds: leg.stuck ? Math.min(2 ** inARow * 5, MAX_WAIT_SECONDS) : 0 }
  }
  if ('refused' in leg) {
    await reportUnauthorized(env, tenant, leg.epoch, leg.refused)
    await accountStub(env, tenant).failJob(tenant, jobId, 'Stripe refuses the key: connect again with a new one.')
  } else if (leg.work?.record.kind === 'catch_up' && leg.work.record.status === 'done')
    await noteCatchUp(env, tenant, missedBy(leg.work))
  return { ended: true, stuck: 0, waitSeconds: 0 }
}

function missedBy({ missed }: JobWork): { found: number; newestFoundAt: number | null } {
  return { found: missed.count, newestFoundAt: missed.count > 0 ? missed.newestAt : null }
}
