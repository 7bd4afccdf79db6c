import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { Bindings } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { readFacts } from '../../../worker/stripe/normalise/facts.ts'
import { runLeg } from '../../../worker/sync/run-leg.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { seededRandom, shuffled } from '../../support/random.ts'
import { objectState, readModelState, replaceBindings, rpc, settle, withBatch } from '../account/tenant.ts'
import {
  control,
  deliverEvents,
  linkedTenant,
  listObjects,
  newStripeAccount,
  run,
  type StripeAccount,
  stripeApi,
  WAIT,
} from './stripe.ts'

const TYPES = ['product', 'price', 'coupon', 'customer', 'subscription', 'invoice', 'charge', 'dispute'] as const

async function trigger(stripe: StripeAccount, event: string, count = 1): Promise<void> {
  await control(stripe.base, 'trigger', { account: stripe.account, event, count })
}

/** A Stripe account with so many customers who subscribe. */
async function withCustomers(count: number): Promise<StripeAccount> {
  const stripe = await newStripeAccount()
  await trigger(stripe, 'customer.subscription.created', count)
  return stripe
}

/** What the object holds equals what Stripe shows, field by field, whole lists included. */
async function expectStripesState(tenant: Tenant, stripe: StripeAccount): Promise<void> {
  const state = await objectState(tenant)
  for (const type of TYPES) {
    const held = state.filter((row) => row.type === type && row.gone === 0)
    const expected = new Map((await listObjects(stripe, type)).map((object) => [object.id, object]))
    expect(held.map(({ id }) => id).sort(), type).toEqual([...expected.keys()].sort())
    for (const { id, body } of held)
      expect(readFacts(type, JSON.parse(String(body))), String(id)).toEqual(readFacts(type, expected.get(id) ?? {}))
  }
}

describe('an import', () => {
  it('brings everything that Stripe lists, field by field as Stripe has it', async () => {
    const stripe = await withCustomers(230)
    const tenant = await linkedTenant(stripe)
    const job = await run(tenant, 'import')
    expect(job).toMatchObject({ status: 'done', error: null, skipped: [], found: 0, done: { customers: 230 } })
    const { invoices: _invoices, charges: _charges, disputes: _disputes, ...whole } = job.done
    expect(job.held).toEqual(whole)
    expect(job.total).toMatchObject({ customers: 230, subscriptions: 230 })
    await expectStripesState(tenant, stripe)
  })

  it('brings disputes that were lost before, and they end access', async () => {
    const stripe = await newStripeAccount()
    await trigger(stripe, 'charge.dispute.closed')
    const tenant = await linkedTenant(stripe)
    expect(await run(tenant, 'import')).toMatchObject({
      status: 'done',
      done: { charges: 1, disputes: 1 },
      skipped: [],
    })
    await expectStripesState(tenant, stripe)
    const { results } = await env.DB.prepare('SELECT body FROM customers WHERE account_id = ?1')
      .bind(tenant.accountId)
      .all<{ body: string }>()
    expect(results.map(({ body }) => JSON.parse(body).access)).toMatchObject([
      { state: 'expired', code: 'dispute_lost' },
    ])
  })

  it('shows in the read model what it has brought, and names no event for it', async () => {
    const stripe = await withCustomers(3)
    const tenant = await linkedTenant(stripe)
    await run(tenant, 'import')
    const { objects, events } = await readModelState(tenant)
    expect(events).toEqual([])
    expect(objects.filter((row) => 'status' in (row as object))).toHaveLength(3)
    for (const row of objects) expect(row).toMatchObject({ event_id: null, deleted: 0 })
  })

  it.each([1, 2, 3, 4, 5])(
    'ends in the state of Stripe, whatever events come in meanwhile and in whatever order (%i)',
    async (seed) => {
      const random = seededRandom(seed)
      const stripe = await withCustomers(110)
      const tenant = await linkedTenant(stripe)
      const newEvents = eventsOf(stripe)
      const late = ofSome(await newEvents(0), random)
      let meanwhile = 0
      const answer = await rpc(tenant).startJob(tenant, { kind: 'import', months: 12 })
      if (!('job' in answer)) throw new Error(answer.refused)
      const scenarios = [
        'customer.subscription.updated',
        'customer.subscription.deleted',
        'invoice.payment_failed',
        'price.updated',
        'customer.updated',
      ]
      const [subscription] = await listObjects(stripe, 'subscription')
      const startedAt = Math.floor(answer.job.createdAtMs / 1000)
      const leg = runLeg(
        slowed(async () => {
          await trigger(stripe, scenarios[Math.floor(random() * scenarios.length)] ?? 'customer.updated')
          await stripeApi(stripe, `/v1/subscriptions/${subscription?.id}`, { 'metadata[turn]': String(random()) })
          const events = [...late.splice(0, 10), ...(await newEvents(startedAt))]
          meanwhile += events.length
          const sent = events.flatMap((event) => (random() > 0.7 ? [event, event] : [event]))
          await deliverEvents(tenant, shuffled(sent, random))
        }),
        tenant,
        answer.job.id,
        0,
      )
      expect(await leg).toMatchObject({ ended: true, work: { record: { status: 'done' } } })
      await deliverEvents(tenant, [...late, ...(await newEvents(startedAt))])
      await settle(tenant)
      expect(meanwhile).toBeGreaterThan(20)
      // What two events of one second leave open is read from Stripe by a queue.
      await vi.waitFor(() => expectStripesState(tenant, stripe), WAIT)
    },
    120_000,
  )

  it('leaves out a list that the key may not read, says which permission is missing, and takes nothing of it for gone', async () => {
    const stripe = await withCustomers(4)
    const tenant = await linkedTenant(stripe)
    await run(tenant, 'import')
    await control(stripe.base, 'keys/change', {
      key: stripe.key,
      permissions: [
        'rak_product_read',
        'rak_plan_read',
        'rak_customer_read',
        'rak_subscription_read',
        'rak_charge_read',
      ],
    })
    const job = await run(tenant, 'import')
    expect(job).toMatchObject({ status: 'done', done: { customers: 4, invoices: 0, coupons: 0 } })
    expect(job.skipped.map(({ resource, reason }) => [resource, reason])).toEqual([
      ['coupons', 'permission_missing'],
      ['invoices', 'permission_missing'],
      ['disputes', 'permission_missing'],
    ])
    expect(job.skipped[1]?.detail).toContain('rak_invoice_read')
    await expectStripesState(tenant, stripe)
  })

  it('waits and goes on where Stripe says that it asks too much', async () => {
    const stripe = await withCustomers(3)
    const tenant = await linkedTenant(stripe)
    await control(stripe.base, 'limits', { account: stripe.account, refuse_next: 2, reason: 'endpoint-concurrency' })
    expect(await run(tenant, 'import')).toMatchObject({ status: 'done', done: { customers: 3 }, skipped: [] })
  })

  it('ends with a sentence for a person where the key is refused', async () => {
    const stripe = await withCustomers(1)
    const tenant = await linkedTenant(stripe)
    await control(stripe.base, 'keys/change', { key: stripe.key, revoked: true })
    expect(await run(tenant, 'import')).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('connect again'),
    })
  })

  it('stops reading where the read model does not come after, and goes on once it does', async () => {
    expectErrorLogs()
    const stripe = await newStripeAccount()
    await control(stripe.base, 'seed', { account: stripe.account, customers: 3_000 })
    const tenant = await linkedTenant(stripe)
    let isDown = true
    await replaceBindings(tenant, (bindings) => ({
      DB: withBatch(bindings.DB, async (statements) => {
        if (isDown) throw new Error('D1 is down')
        return bindings.DB.batch(statements)
      }),
    }))
    const answer = await rpc(tenant).startJob(tenant, { kind: 'import', months: 0 })
    if (!('job' in answer)) throw new Error(answer.refused)
    const leg = runLeg(env as Bindings, tenant, answer.job.id, 0)
    const pages = async () => (await rpc(tenant).jobWork(tenant, answer.job.id))?.record.pages ?? 0
    await expect.poll(pages, WAIT).toBeGreaterThan(12)
    expect((await rpc(tenant).poke(tenant)).waitingPages).toBeLessThan(25)
    expect(await pages()).toBeLessThan(25)
    isDown = false
    expect(await leg).toMatchObject({ ended: true, work: { record: { status: 'done', done: { customers: 3_000 } } } })
  }, 120_000)

  it('is one: a second start answers the first, and what it does anyway waits for it', async () => {
    const stripe = await withCustomers(1)
    const tenant = await linkedTenant(stripe)
    const first = await rpc(tenant).startJob(tenant, { kind: 'import', months: 1 })
    expect(first).toMatchObject({ started: true })
    expect(await rpc(tenant).startJob(tenant, { kind: 'import', months: 1 })).toEqual({ ...first, started: false })
    expect(await rpc(tenant).startJob(tenant, { kind: 'catalog_sync', months: 0 })).toEqual({
      refused: 'import_running',
    })
  })

  it('never takes an object of the other mode', async () => {
    const stripe = await newStripeAccount('live')
    await control(stripe.base, 'trigger', { account: stripe.account, mode: 'live', event: 'customer.created' })
    const test = await linkedTenant({ ...stripe, mode: 'test' })
    const job = await run(test, 'import')
    expect(job).toMatchObject({ done: { customers: 1 }, held: { customers: 0 } })
    expect(job.skipped).toContainEqual(
      expect.objectContaining({ resource: 'customers', reason: 'wrong_mode', count: 1 }),
    )
    expect(await objectState(test)).toEqual([])
  })
})

/** The deployment, with something happening before each page is made durable. */
function slowed(meanwhile: () => Promise<void>): Bindings {
  const ACCOUNT = {
    getByName: (name: string) => {
      const stub = env.ACCOUNT.getByName(name)
      return new Proxy(stub, {
        get: (target, key) =>
          key === 'commitPage'
            ? async (...args: unknown[]) => {
                await meanwhile()
                return (stub as unknown as Record<string, (...all: unknown[]) => unknown>).commitPage?.(...args)
              }
            : Reflect.get(target, key),
      })
    },
  }
  return { ...(env as Bindings), ACCOUNT: ACCOUNT as unknown as Bindings['ACCOUNT'] }
}

/** Answers at each call the events from a second on that no call answered before; those of a second come in any order. */
function eventsOf(stripe: StripeAccount): (since: number) => Promise<Record<string, unknown>[]> {
  const seen = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()
  async function read(since: number): Promise<Record<string, unknown>[]> {
    const fresh: Record<string, unknown>[] = []
    for (let after = ''; ; ) {
      const query = `limit=100&created[gte]=${since}${after && `&starting_after=${after}`}`
      const response = await fetch(`${stripe.base}/v1/events?${query}`, {
        headers: { Authorization: `Bearer ${stripe.key}` },
      })
      const { data, has_more } = (await response.json()) as { data: Record<string, unknown>[]; has_more: boolean }
      fresh.push(...data.filter(({ id }) => !seen.has(String(id))))
      after = String(data.at(-1)?.id)
      if (!has_more) break
    }
    for (const { id } of fresh) seen.add(String(id))
    return fresh
  }
  // Lists are read side by side: one call after the other, or each would bring what the others bring.
  return (since) => {
    const answer = last.then(() => read(since))
    last = answer
    return answer
  }
}

/** All events about some customers, products and the like: of each that is left out, nothing is told. */
function ofSome(events: Record<string, unknown>[], random: () => number): Record<string, unknown>[] {
  const groups = Map.groupBy(events, ({ data }) => {
    const { object } = data as { object: { id?: string; customer?: string } }
    return object.customer ?? object.id
  })
  return shuffled([...groups.values()].filter(() => random() < 0.1).flat(), random)
}
