import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../worker/account/rpc.ts'
import { NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { objectState, rpc, settle } from '../account/tenant.ts'
import { type Json, ruleAccount, sums, timeless } from './account.ts'
import { linkedAccount, questionsOf } from './at-stripe.ts'

const known = (id: string, over: Parameters<typeof stripeCustomer>[0] = {}) =>
  event('customer.created', stripeCustomer({ id, ...over }), { at: NOW - 100 })
const subscribed = (customer: string, over: Parameters<typeof subscription>[0] = {}) =>
  event('customer.subscription.created', subscription({ id: `sub_${customer}`, customer, ...over }), { at: NOW - 90 })

describe('who is who', () => {
  it('2.5 of several subscriptions the best says the status, MRR adds up per currency, and packages unite', async () => {
    const account = await ruleAccount({ price_mapping: { price_pro: ['pro'], price_seats: ['seats'] } })
    await account.receive(
      known('cus_1'),
      subscribed('cus_1', { id: 'sub_a', status: 'past_due', items: [{ id: 'price_pro', amount: 2900 }] }),
      subscribed('cus_1', {
        id: 'sub_b',
        status: 'active',
        currency: 'eur',
        items: [{ id: 'price_seats', amount: 2500 }],
      }),
      subscribed('cus_1', { id: 'sub_c', status: 'active', items: [{ id: 'price_other', amount: 100 }] }),
      subscribed('cus_1', { id: 'sub_d', status: 'canceled', items: [{ id: 'price_gold', amount: 9000 }] }),
    )
    expect(await account.customer()).toMatchObject({
      subscription_status: 'active',
      mrr: [
        { currency: 'eur', amount: 2500 },
        { currency: 'usd', amount: 3000 },
      ],
      packages: ['seats'],
      flags: [],
    })
    await account.receive(
      event('customer.subscription.updated', subscription({ id: 'sub_a', items: [{ id: 'price_pro', amount: 2900 }] })),
    )
    expect(await account.customer()).toMatchObject({ packages: ['pro', 'seats'], flags: [] })
  })

  it('2.5 two live subscriptions that grant the same package raise the flag of a double plan', async () => {
    const account = await ruleAccount({ price_mapping: { price_pro: ['pro'], price_pro_yearly: ['pro'] } })
    await account.receive(
      subscribed('cus_1', { id: 'sub_a', items: [{ id: 'price_pro' }] }),
      subscribed('cus_1', { id: 'sub_b', items: [{ id: 'price_pro_yearly', interval: 'year' }] }),
    )
    expect(await account.customer()).toMatchObject({ packages: ['pro'], flags: ['double_plan'] })
    await account.receive(event('customer.subscription.deleted', subscription({ id: 'sub_b', status: 'canceled' })))
    expect(await account.customer()).toMatchObject({ packages: ['pro'], flags: [] })
  })

  it('2.5 what two subscriptions have in common beside the products that are included is no double plan', async () => {
    const account = await ruleAccount({ products_included: ['prod_1'] })
    const foreign = { id: 'price_f', product: 'prod_foreign' }
    await account.receive(
      event('customer.created', stripeCustomer()),
      event('customer.subscription.created', subscription({ id: 'sub_1', items: [{ id: 'price_1' }, foreign] })),
      event('customer.subscription.created', subscription({ id: 'sub_2', items: [{ id: 'price_2' }, foreign] })),
    )
    expect((await account.customer()).flags).toEqual([])
  })

  it('2.6 an e-mail address links when exactly one customer has it and no Stripe customer yet, else nobody is guessed', async () => {
    const account = await ruleAccount()
    const made = await account.ask('POST', '/customers', { name: 'Alice', email: 'Alice@Example.com' })
    await account.receive(known('cus_1', { email: ' alice@example.COM ' }), subscribed('cus_1'))
    expect(await account.customer('cus_1')).toMatchObject({ id: made.body.id, access: { state: 'active' } })

    const second = subscribed('cus_2')
    await account.receive(known('cus_2', { email: 'alice@example.com' }), second)
    expect(await account.customer('cus_2')).toBeNull()
    const waiting = await account.event(second.id)
    expect(waiting).toMatchObject({ outcome: 'unmatched', customer: null })
    expect(new Set(waiting.changes.map((change: Json) => change.customer))).toEqual(new Set([null]))
    expect(await account.list('/unmatched')).toMatchObject([
      { stripe_customer_id: 'cus_2', reason: 'ambiguous_email', candidates: [{ id: made.body.id }] },
    ])
  })

  it('2.6 what waited for a person takes effect once the Stripe customer is linked', async () => {
    const account = await ruleAccount()
    const second = subscribed('cus_2', { items: [{ amount: 500 }] })
    await account.receive(known('cus_1'), subscribed('cus_1'), known('cus_2'), second)
    const { id } = await account.customer('cus_1')
    const { status } = await account.ask('POST', '/unmatched/cus_2/resolve', { customer: id })
    expect(status).toBe(200)
    expect(await account.customer('cus_2')).toMatchObject({
      id,
      stripe_customer_ids: ['cus_1', 'cus_2'],
      mrr: [{ currency: 'usd', amount: 2500 }],
    })
    expect(await account.event(second.id)).toMatchObject({ outcome: 'processed' })
    expect(await account.list('/unmatched')).toEqual([])
  })

  it("2.6 the account's own id in metadata comes before the e-mail address", async () => {
    const account = await ruleAccount({ identity: { metadata_key: 'user_id' } })
    await account.receive(
      known('cus_1', { metadata: { user_id: '42' } }),
      known('cus_2', { email: 'other@example.com', metadata: { user_id: '42' } }),
      known('cus_3', { metadata: { user_id: '43' } }),
    )
    expect(await account.customer('cus_2')).toMatchObject({ user_id: '42', stripe_customer_ids: ['cus_1', 'cus_2'] })
    expect(await account.customer('cus_3')).toMatchObject({ user_id: '43', stripe_customer_ids: ['cus_3'] })
    expect((await account.ask('GET', '/customers/by-user/42')).body.external_id).toBe('cus_1')
  })

  it('2.7 a Stripe customer that was deleted stays so; its subscriptions end, and the customer stays', async () => {
    const account = await ruleAccount()
    await account.receive(
      known('cus_1'),
      subscribed('cus_1'),
      event('customer.deleted', stripeCustomer(), { at: NOW - 50 }),
    )
    const ended = await account.customer()
    expect(ended).toMatchObject({ email: 'alice@example.com', access: { state: 'expired' }, packages: [] })
    expect([sums(ended.mrr), ended.subscriptions[0].status]).toEqual([{}, 'canceled'])
    const late = event('customer.updated', stripeCustomer({ email: 'new@example.com' }), { at: NOW - 60 })
    const later = event('customer.updated', stripeCustomer({ email: 'new@example.com' }), { at: NOW - 40 })
    await account.receive(late, later)
    expect(timeless(await account.customer())).toEqual(timeless(ended))
    expect((await account.event(late.id)).stale).toBe(true)
  })

  it('2.7 that a Stripe customer was deleted is told with the customer, its access, its timeline and the event, also where it had no subscription', async () => {
    const account = await ruleAccount()
    const deleted = event('customer.deleted', stripeCustomer(), { at: NOW - 50 })
    await account.receive(known('cus_1'))
    expect((await account.customer()).deleted_stripe_customer_ids).toEqual([])
    await account.receive(deleted)
    const day = new Date((NOW - 50) * 1000).toISOString().slice(0, 10)
    const reason = `Stripe customer cus_1 was deleted on ${day} and there is no subscription, so there is no access.`
    const { id, access, deleted_stripe_customer_ids, fields } = await account.customer()
    expect([access.code, access.reason, deleted_stripe_customer_ids]).toEqual(['no_subscription', reason, ['cus_1']])
    expect(fields.deleted_stripe_customer_ids.set_by).toBe(deleted.id)
    const [newest] = await account.list(`/customers/${id}/timeline`)
    expect(newest.changes).toContainEqual(
      expect.objectContaining({ field: 'deleted_stripe_customer_ids', from: [], to: ['cus_1'] }),
    )
    expect((await account.event(deleted.id)).notes).toEqual([
      'Stripe customer cus_1 is deleted at Stripe.',
      'The customer itself stays, with its history and what it has paid.',
      `Belongs to alice@example.com (${id}).`,
      reason,
    ])
  })

  it('2.7 of several Stripe customers the one that was deleted is named, and its subscriptions end with it', async () => {
    const account = await ruleAccount()
    await account.receive(known('cus_1'), subscribed('cus_1'))
    const { id } = await account.customer()
    await account.ask('PATCH', `/customers/${id}`, { external_id: 'cus_2' })
    const deleted = event('customer.deleted', stripeCustomer(), { at: NOW - 50 })
    await account.receive(deleted)
    expect((await account.customer()).deleted_stripe_customer_ids).toEqual(['cus_1'])
    expect((await account.event(deleted.id)).notes).toContain(
      'Its subscriptions end with it. The customer itself stays, with its history and what it has paid.',
    )
  })

  it('2.7 where Stripe answers for a deleted one with its bare id, the customer keeps what is known of it', async () => {
    const account = await ruleAccount()
    await account.receive(known('cus_1'), subscribed('cus_1'))
    const object = { id: 'cus_1', object: 'customer', deleted: true }
    const bare: Snapshot = { objectType: 'customer', objectId: 'cus_1', asOf: NOW - 50, object, source: 'refetch' }
    await rpc(account.tenant).ingestSnapshots(account.tenant, 0, [bare])
    await settle(account.tenant)
    expect(await account.customer()).toMatchObject({
      ...{ email: 'alice@example.com', name: 'Alice Archer', access: { state: 'expired' } },
    })
  })

  it('2.8 what Stripe no longer has when it is asked counts as its event showed it', async () => {
    const { account } = await linkedAccount()
    const { asked, answer } = await questionsOf(account.tenant)
    // A discount that is a bare id: the subscription is asked for whole, and so are the prices that nobody has seen.
    const partial = event('customer.subscription.updated', { ...subscription(), discounts: ['di_1'] }, { at: NOW - 90 })
    await account.receive(known('cus_1'), partial)
    expect(asked).toMatchObject([{ objectId: 'sub_1' }, { objectId: 'price_1' }])
    await answer()
    expect(await account.event(partial.id)).toMatchObject({ outcome: 'processed', stale: false })
    expect(await account.customer()).toMatchObject({ access: { state: 'active' }, plan: { price: 'price_1' } })
    const held = (await objectState(account.tenant)).map(({ id, gone }) => [id, gone])
    expect(held).toEqual([
      ['cus_1', 0],
      ['price_1', 1],
      ['sub_1', 1],
    ])
  })
})
