import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { invoice } from '../../support/billing-payments.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { incoming, replaceBindings, rpc, settle, stubOf, withBatch } from '../account/tenant.ts'
import { newAccount } from '../connect/accounts.ts'
import { accountOf, ruleAccount } from './account.ts'
import { deliver } from './webhook.ts'

describe('work done once', () => {
  it('2.22 the same event several times at once is taken in once, and its work is done once', async () => {
    const { id, tenant, ask } = await newAccount()
    await env.DB.prepare(
      `UPDATE connections SET status = 'connected', stripe_account_id = 'acct_22' WHERE account_id = ?1`,
    )
      .bind(id)
      .run()
    const subscribed = event('customer.subscription.created', subscription(), { account: 'acct_22' })
    const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(subscribed)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(answers.filter(({ answer }) => answer.duplicate === false)).toHaveLength(1)
    await settle(tenant)
    const account = accountOf(tenant, ask)
    expect(await account.event(subscribed.id)).toMatchObject({ duplicates: 4, attempts: 1 })
    const { id: customer } = await account.customer()
    expect(await account.list(`/movements?customer=${customer}`)).toMatchObject([{ kind: 'new', amount: 2000 }])
    expect(await account.list('/customers')).toHaveLength(1)
  })

  it('2.22 what could not be stored is never acknowledged', async () => {
    expectErrorLogs()
    const broken = { getByName: () => ({ ingest: async () => Promise.reject(new Error('injected')) }) }
    const { status } = await deliver(event('customer.created', stripeCustomer()), {
      bindings: { ACCOUNT: broken as never },
    })
    expect(status).toBe(503)
  })

  it("2.23 an event that was stored and failed is parked with its error; Stripe's retry is neither success nor a copy", async () => {
    expectErrorLogs()
    const account = await ruleAccount()
    const { tenant } = account
    const stored = incoming(event('customer.subscription.created', subscription(), { id: 'evt_poison' }))
    await rpc(tenant).ingest(tenant, { ...stored, payload: 'null' })
    for (const seconds of [0, 2, 6, 31, 121]) await account.passTime(seconds)
    const parked = await account.event('evt_poison')
    expect(parked).toMatchObject({ outcome: 'parked', attempts: 5, error: expect.any(String) })

    expect(await rpc(tenant).ingest(tenant, stored)).toEqual({ duplicate: true, foreign: false })
    await settle(tenant)
    expect(await account.event('evt_poison')).toMatchObject({ outcome: 'parked', duplicates: 1 })
    expect(await account.list('/events')).toHaveLength(1)

    await runInDurableObject(stubOf(tenant), (_object, state) => {
      state.storage.sql.exec('UPDATE inbox SET payload = ? WHERE key = ?', stored.payload, 'evt_poison')
    })
    expect((await account.ask('POST', '/events/evt_poison/replay', {})).status).toBeLessThan(300)
    await settle(tenant)
    expect(await account.event('evt_poison')).toMatchObject({ outcome: 'processed', error: null })
    expect(await account.customer()).toMatchObject({ access: { state: 'active' } })
  })

  it('2.24 an event of a type that nobody knows is stored and ignored, and makes no customer', async () => {
    const account = await ruleAccount()
    const unknown = event('galaxy.collided', { id: 'gal_1', object: 'galaxy', customer: 'cus_1' })
    expect((await deliver(unknown)).status).toBe(200)
    await account.receive(unknown)
    expect(await account.event(unknown.id)).toMatchObject({ outcome: 'ignored', changes: [] })
    expect(await account.customer()).toBeNull()
  })

  it('2.25 invoice.created is answered at once, while all that comes after is broken or slow', async () => {
    expectErrorLogs()
    const { id, tenant, ask } = await newAccount()
    await env.DB.prepare(
      `UPDATE connections SET status = 'connected', stripe_account_id = 'acct_25' WHERE account_id = ?1`,
    )
      .bind(id)
      .run()
    await rpc(tenant).poke(tenant)
    const never = new Promise<never>(() => undefined)
    await replaceBindings(tenant, ({ DB }) => ({ DB: withBatch(DB, () => never) }))
    const created = event('invoice.created', invoice({ status: 'draft' }), { at: NOW, account: 'acct_25' })
    expect(await deliver(created)).toEqual({ status: 200, answer: { received: true, duplicate: false } })
    expect((await ask('GET', `/events/${created.id}`)).status).toBe(404)
  })
})
