import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { AccountRpc } from '../../../worker/account/rpc.ts'
import type { Bindings } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { runLeg } from '../../../worker/sync/run-leg.ts'
import { seededRandom } from '../../support/random.ts'
import { objectState, rpc, settle, stubOf } from '../account/tenant.ts'
import { control, linkedTenant, newStripeAccount, run, type StripeAccount } from './stripe.ts'

const KILLED = 'killed'

/** The deployment with an object that fails its callers: before or after a page was made durable. */
function breaking(
  tenant: Tenant,
  when: (call: number) => 'before' | 'after' | null,
): { bindings: Bindings; calls: () => number } {
  let calls = 0
  const stub = new Proxy({} as AccountRpc, {
    get:
      (_, name: keyof AccountRpc) =>
      async (of: Tenant, ...rest: unknown[]) => {
        const invoke = () => (rpc(tenant)[name] as (...args: unknown[]) => Promise<unknown>)(of, ...rest)
        if (name !== 'commitPage') return invoke()
        calls += 1
        const moment = when(calls)
        if (moment === 'before') throw new Error(KILLED)
        const answer = await invoke()
        if (moment === 'after') throw new Error(KILLED)
        return answer
      },
  })
  const ACCOUNT = { getByName: () => stub } as unknown as Bindings['ACCOUNT']
  return { bindings: { ...(env as Bindings), ACCOUNT }, calls: () => calls }
}

async function seeded(): Promise<StripeAccount> {
  const stripe = await newStripeAccount()
  await control(stripe.base, 'trigger', { account: stripe.account, event: 'customer.subscription.created', count: 120 })
  return stripe
}

const withoutTimes = (rows: Record<string, unknown>[]) => rows.map(({ at: _at, key: _key, ...row }) => row)

describe('an import that is killed', () => {
  it('between any two steps reads at most the page again that was under way, and ends in the same state', async () => {
    const stripe = await seeded()
    const smooth = await linkedTenant(stripe)
    const whole = await run(smooth, 'import')
    const expected = withoutTimes(await objectState(smooth))

    const tenant = await linkedTenant(stripe)
    const answer = await rpc(tenant).startJob(tenant, { kind: 'import', months: 12 })
    if (!('job' in answer)) throw new Error(answer.refused)
    const random = seededRandom(11)
    let kills = 0
    const { bindings, calls } = breaking(tenant, () => {
      if (random() > 0.5) return null
      kills += 1
      return random() > 0.5 ? 'before' : 'after'
    })
    for (let leg = 0; leg < 200; leg += 1) {
      const ended = await runLeg(bindings, tenant, answer.job.id, 0).catch((error: Error) => {
        expect(error.message).toBe(KILLED)
        return null
      })
      if (ended?.ended) break
      await evictDurableObject(stubOf(tenant))
    }
    await settle(tenant)
    expect(kills).toBeGreaterThan(5)
    const record = (await rpc(tenant).jobWork(tenant, answer.job.id))?.record
    expect(record).toMatchObject({ status: 'done', done: whole.done, held: whole.held, requests: whole.requests })
    expect(calls()).toBeLessThanOrEqual(whole.requests + kills)
    expect(withoutTimes(await objectState(tenant))).toEqual(expected)
  })

  it('and given to a newer driver is left alone by the older one', async () => {
    const stripe = await seeded()
    const tenant = await linkedTenant(stripe)
    const answer = await rpc(tenant).startJob(tenant, { kind: 'import', months: 12 })
    if (!('job' in answer)) throw new Error(answer.refused)
    const { id } = answer.job
    const { bindings, calls } = breaking(tenant, () => null)
    await rpc(tenant).takeJob(tenant, id, 5)
    expect(await runLeg(bindings, tenant, id, 0)).toEqual({ ended: true, work: null })
    expect(calls()).toBe(0)
    expect(await runLeg(bindings, tenant, id, 5)).toMatchObject({ ended: true, work: { record: { status: 'done' } } })
  })

  it('and driven by two at once takes no page twice', async () => {
    const stripe = await seeded()
    const tenant = await linkedTenant(stripe)
    const answer = await rpc(tenant).startJob(tenant, { kind: 'import', months: 12 })
    if (!('job' in answer)) throw new Error(answer.refused)
    const { id } = answer.job
    await Promise.all([0, 0].map((driver) => runLeg(env as Bindings, tenant, id, driver)))
    const record = (await rpc(tenant).jobWork(tenant, id))?.record
    expect(record).toMatchObject({ status: 'done', done: { customers: 120 }, held: { customers: 120 } })
  })
})
