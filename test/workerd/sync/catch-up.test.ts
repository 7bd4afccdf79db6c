import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { SyncMessage } from '../../../worker/account/sync-message.ts'
import type { Bindings } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { runTask } from '../../../worker/queue/sync-tasks.ts'
import { SUBSCRIBED_EVENT_TYPES } from '../../../worker/stripe/event-types.ts'
import { objectState, replaceBindings, rpc, settle } from '../account/tenant.ts'
import {
  control,
  deliverEvents,
  link,
  linkedTenant,
  listObjects,
  newStripeAccount,
  runHere,
  type StripeAccount,
} from './stripe.ts'

const BASE = 'http://stripe-clock.test'
const HOUR = 3_600
const DAY = 86_400

interface StripeEvent {
  id: string
  type: string
  created: number
  [key: string]: unknown
}

const run = (tenant: Tenant, kind: 'import' | 'catch_up') => runHere(tenant, kind, BASE)

/** Stripe's clock is shared by the tests of this host; a tenant's is moved along. */
async function advance(tenant: Tenant, seconds: number): Promise<void> {
  await control(BASE, 'clock', { advance_seconds: seconds })
  await rpc(tenant).advanceClock(tenant, seconds)
  await settle(tenant)
}

/** A tenant at the sandbox's own time, whatever tests before it have made of that. */
async function newTenantAt(stripe: StripeAccount): Promise<Tenant> {
  const tenant = await linkedTenant(stripe)
  const { now } = await control<{ now: number }>(BASE, 'state', { account: stripe.account }, 'GET')
  const ahead = now - Math.floor(Date.now() / 1000)
  if (ahead > 1) await rpc(tenant).advanceClock(tenant, ahead)
  await linkAgain(tenant, stripe)
  return tenant
}

/** Compares events from the tenant's present moment on, as for an account that was connected now. */
async function linkAgain(tenant: Tenant, stripe: StripeAccount): Promise<void> {
  await link(tenant, { ...stripe, account: 'acct_none' }, 2)
  await link(tenant, stripe, 3)
}

async function trigger({ account }: StripeAccount, event: string, count = 1): Promise<void> {
  await control(BASE, 'trigger', { account, event, count })
}

/** All events of the account, oldest first, as `GET /v1/events` has them. */
async function eventsOf(stripe: StripeAccount): Promise<StripeEvent[]> {
  const all: StripeEvent[] = []
  for (let after = ''; ; ) {
    const response = await fetch(`${BASE}/v1/events?limit=100${after && `&starting_after=${after}`}`, {
      headers: { Authorization: `Bearer ${stripe.key}` },
    })
    const page = (await response.json()) as { data: StripeEvent[]; has_more: boolean }
    all.push(...page.data)
    if (!page.has_more) return all.reverse()
    after = page.data.at(-1)?.id ?? ''
  }
}

async function storedEvents(
  tenant: Tenant,
): Promise<{ id: string; type: string; source: string; duplicates: number }[]> {
  const { results } = await env.DB.prepare(
    'SELECT id, type, source, duplicates FROM events WHERE account_id = ?1 AND mode = ?2 ORDER BY seq',
  )
    .bind(tenant.accountId, tenant.mode)
    .all<{ id: string; type: string; source: string; duplicates: number }>()
  return results
}

const subscribed = (events: StripeEvent[]) => events.filter(({ type }) => SUBSCRIBED_EVENT_TYPES.includes(type))

async function expectStripesState(tenant: Tenant, stripe: StripeAccount): Promise<void> {
  const held = (await objectState(tenant)).filter(({ type, gone }) => type === 'subscription' && gone === 0)
  const status = (rows: { id: unknown; status: unknown }[]) => rows.map(({ id, status }) => `${id} ${status}`).sort()
  const bodies = held.map(({ body }) => JSON.parse(String(body)))
  const expected = await listObjects(stripe, 'subscription')
  expect(status(bodies)).toEqual(status(expected as { id: unknown; status: unknown }[]))
}

describe('catch-up', () => {
  it('brings every event of three days without webhooks, once, oldest first and marked as such', async () => {
    const stripe = await newStripeAccount('test', BASE)
    await trigger(stripe, 'customer.subscription.created')
    const tenant = await newTenantAt(stripe)
    await run(tenant, 'import')
    await advance(tenant, HOUR)
    for (let hour = 0; hour < 6; hour += 1) {
      await trigger(stripe, 'customer.subscription.created', 4)
      await trigger(stripe, 'invoice.payment_failed', 3)
      await advance(tenant, 12 * HOUR)
    }
    const expected = subscribed(await eventsOf(stripe))
    expect(expected.length).toBeGreaterThan(200)

    const job = await run(tenant, 'catch_up')
    const events = await storedEvents(tenant)
    const missed = expected.filter(({ id }) => events.some((event) => event.id === id))
    expect(job).toMatchObject({ status: 'done', found: events.length })
    expect(events.map(({ id }) => id)).toEqual(missed.map(({ id }) => id))
    expect(new Set(events.map(({ source }) => source))).toEqual(new Set(['catch_up']))
    expect(expected.length - missed.length).toBeLessThan(15) // what came about before the connection
    await expectStripesState(tenant, stripe)

    const again = await run(tenant, 'catch_up')
    expect(again).toMatchObject({ status: 'done', found: 0 })
    expect((await storedEvents(tenant)).every(({ duplicates }) => duplicates === 0)).toBe(true)
  })

  it('leaves alone what webhooks have brought, and tells late ones that it was here first', async () => {
    const stripe = await newStripeAccount('test', BASE)
    const tenant = await newTenantAt(stripe)
    await advance(tenant, HOUR)
    await trigger(stripe, 'customer.subscription.created', 2)
    await advance(tenant, HOUR)
    const all = subscribed(await eventsOf(stripe))
    const [early, late] = [all.filter((_, at) => at % 2 === 0), all.filter((_, at) => at % 2 === 1)]
    await deliverEvents(tenant, early)
    expect(await run(tenant, 'catch_up')).toMatchObject({ found: late.length })
    await deliverEvents(tenant, late)
    await settle(tenant)
    const events = await storedEvents(tenant)
    expect(events).toHaveLength(all.length)
    const bySource = (source: string) =>
      events
        .filter((event) => event.source === source)
        .map(({ id }) => id)
        .sort()
    expect(bySource('webhook')).toEqual(early.map(({ id }) => id).sort())
    expect(bySource('catch_up')).toEqual(late.map(({ id }) => id).sort())
    expect(
      events
        .filter(({ duplicates }) => duplicates === 1)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(bySource('catch_up'))
  })

  it('after more than thirty days reads the whole present state instead, and is up to date from then on', async () => {
    const stripe = await newStripeAccount('test', BASE)
    const tenant = await newTenantAt(stripe)
    await trigger(stripe, 'customer.subscription.created', 3)
    await run(tenant, 'import')
    await advance(tenant, DAY)
    await trigger(stripe, 'customer.subscription.created', 3)
    await advance(tenant, 40 * DAY)
    await trigger(stripe, 'customer.subscription.deleted', 2)

    const job = await run(tenant, 'catch_up')
    expect(job).toMatchObject({ kind: 'resync', status: 'done', found: 0 })
    expect(await storedEvents(tenant)).toEqual([])
    await expectStripesState(tenant, stripe)
    await advance(tenant, HOUR)
    expect(await run(tenant, 'catch_up')).toMatchObject({ kind: 'catch_up', status: 'done' })
  })

  it('notices what was deleted while nobody told, by asking for it', async () => {
    const stripe = await newStripeAccount('test', BASE)
    const tenant = await newTenantAt(stripe)
    await trigger(stripe, 'customer.created', 2)
    await run(tenant, 'import')
    const [kept, gone] = await listObjects(stripe, 'customer')
    const { key } = await control<{ key: string }>(BASE, 'keys', { account: stripe.account, permissions: 'all' })
    await fetch(`${BASE}/v1/customers/${gone?.id}`, { method: 'DELETE', headers: { Authorization: `Bearer ${key}` } })
    await advance(tenant, 41 * DAY)
    const asked: SyncMessage[] = []
    await replaceBindings(tenant, () => ({ SYNC_QUEUE: collecting(asked) }))
    await run(tenant, 'catch_up')
    expect(asked).toMatchObject([{ task: 'refetch', objectType: 'customer', objectId: gone?.id }])
    for (const message of asked) await runTask(message, { ...(env as Bindings), STRIPE_API_BASE: BASE })
    await settle(tenant)
    const held = (await objectState(tenant)).filter(({ type }) => type === 'customer')
    expect(held.map(({ id, gone: isGone }) => [id, isGone]).sort()).toEqual(
      [
        [kept?.id, 0],
        [gone?.id, 1],
      ].sort(),
    )
  })
})

function collecting(messages: SyncMessage[]): Queue {
  const sendBatch = async (batch: { body: SyncMessage }[]) => messages.push(...batch.map(({ body }) => body))
  return { sendBatch } as unknown as Queue
}
