import { beforeAll, describe, expect, it } from 'vitest'
import { signalGroup } from '../../scripts/start/process-group.ts'
import { type StartedBillhook, startBillhook } from './support/billhook.ts'
import { ask, connectByKey, endedImport, importWhere, type Job, makeKey, readConnection } from './support/connection.ts'
import { runMinuteCron } from './support/cron.ts'
import { compareWithStripe } from './support/same-as-stripe.ts'
import { type OwnStripe, startOwnStripe } from './support/sandbox.ts'

const CUSTOMERS = 900
/** Long enough that pages are under way at the moment of a kill. */
const LATENCY_MS = 500
/** How many pages may be under way at the moment of a kill, one in each lane. */
const MAX_LANES = 5
/** Workflows of `wrangler dev` do not outlive it: a job that was silent for a minute gets another driver by the next cron. */
const NOTICED_AFTER_MS = 2 * 60_000

let stripe: OwnStripe
let apiKey: string

beforeAll(async () => {
  stripe = await startOwnStripe({ latencyMs: LATENCY_MS })
  await stripe.control('seed', { customers: CUSTOMERS })
  apiKey = await makeKey(stripe)
})

function start(stateDir?: string): Promise<StartedBillhook> {
  return startBillhook({
    ...(stateDir === undefined ? {} : { stateDir }),
    env: { STRIPE_API_BASE: stripe.sandbox.url, STRIPE_WEBHOOK_SECRET: '', STRIPE_REQUESTS_PER_SECOND: '6' },
  })
}

/** Power loss: everything at once, without a chance to say goodbye. */
async function killAll(billhook: StartedBillhook): Promise<void> {
  const servers = billhook.servers()
  expect(servers).not.toEqual([])
  signalGroup(billhook.pid, 'SIGKILL')
  for (const { groupId } of servers) signalGroup(groupId, 'SIGKILL')
  expect(await billhook.gone(10_000)).toBe(true)
}

function objectsRead(job: Job | null): number {
  return Object.values(job?.done ?? {}).reduce((sum, count) => sum + count, 0)
}

/** The requests among these that asked for a page of a list. */
function pages(requests: string[]): number {
  return requests.filter((request) => /^GET \/v1\/(products|prices|coupons|customers|subscriptions)$/.test(request))
    .length
}

describe('an import whose deployment is killed twice on the way', () => {
  it('goes on from the last durable page, and ends complete', async () => {
    const requestsMade = stripe.countRequests()
    let billhook = await start()
    await connectByKey(billhook, apiKey, { importMonths: 0 })
    const { id } = await importWhere(billhook, (job) => objectsRead(job) > 300, { timeoutMs: 45_000 })
    for (const [kill, goal] of [1_000, Number.POSITIVE_INFINITY].entries()) {
      const killedAt = (await readConnection(billhook)).import
      expect(killedAt?.status).toBe('running')
      await killAll(billhook)
      billhook = await start(billhook.stateDir)
      const kept = (await readConnection(billhook)).import
      expect(objectsRead(kept), `after kill ${kill}`).toBeGreaterThanOrEqual(objectsRead(killedAt))
      await runMinuteCron(billhook, new Date(Date.now() + NOTICED_AFTER_MS))
      await importWhere(billhook, (job) => objectsRead(job) > goal || job.status === 'done', { timeoutMs: 60_000 })
    }
    const job = await endedImport(billhook, { timeoutMs: 1_000 })
    expect(job).toMatchObject({ id, status: 'done', skipped: [], error: null })
    expect(job.done).toMatchObject({ customers: CUSTOMERS, subscriptions: CUSTOMERS })
    expect((await readConnection(billhook)).status).toBe('connected')
    expect((await compareWithStripe(billhook, stripe, 'customer')).differences).toEqual([])
    expect((await compareWithStripe(billhook, stripe, 'subscription')).differences).toEqual([])

    const disturbed = pages(requestsMade())
    const undisturbed = await pagesOfAnotherImport(billhook)
    expect(disturbed).toBeLessThanOrEqual(undisturbed + 2 * MAX_LANES)
  })
})

async function pagesOfAnotherImport(billhook: StartedBillhook): Promise<number> {
  const requestsMade = stripe.countRequests()
  await ask(billhook, '/connection/import', { method: 'POST', body: { import_months: 0 } })
  await endedImport(billhook, { timeoutMs: 60_000 })
  return pages(requestsMade())
}
