import { describe, expect, it } from 'vitest'
import type { Snapshot } from '../../../worker/account/rpc.ts'
import { type CustomerSeed, DAY, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent } from '../../support/billing-events.ts'
import { rpc, settle } from '../account/tenant.ts'
import { type Json, type RuleAccount, ruleAccount, sums } from './account.ts'

const BY_ID = { identity: { metadata_key: 'user_id' } }

function seen(id: string, day: number, over: CustomerSeed = {}, verb = 'updated'): StripeEvent {
  const object = stripeCustomer({ id, created: NOW - 60 * DAY, email: `${id}@example.com`, ...over })
  return event(`customer.${verb}`, object, { at: NOW - 60 * DAY + day * DAY })
}

const named = (id: string, day: number, userId: string): StripeEvent => seen(id, day, { metadata: { user_id: userId } })

const subscribed = (customer: string, over: Parameters<typeof subscription>[0] = {}): StripeEvent =>
  event('customer.subscription.created', subscription({ id: `sub_${customer}`, customer, ...over }), {
    at: NOW - 9 * DAY,
  })

/** Own id → Stripe customers, of all customers. */
async function whoIsWho(account: RuleAccount): Promise<[string | null, string[]][]> {
  const customers = await account.list('/customers')
  return customers
    .map((one): [string | null, string[]] => [one.user_id, one.stripe_customer_ids.toSorted()])
    .sort(([, [a = '']], [, [b = '']]) => (a < b ? -1 : 1))
}

async function inBothOrders(events: StripeEvent[]): Promise<[string | null, string[]][][]> {
  return Promise.all(
    [events, events.toReversed()].map(async (order) => {
      const account = await ruleAccount(BY_ID)
      await account.receive(...order)
      return whoIsWho(account)
    }),
  )
}

async function answers(account: RuleAccount, ...snapshots: Pick<Snapshot, 'objectType' | 'objectId' | 'object'>[]) {
  await rpc(account.tenant).ingestSnapshots(
    account.tenant,
    0,
    snapshots.map((snapshot) => ({ ...snapshot, asOf: NOW - 50, source: 'refetch' }) satisfies Snapshot),
  )
  await settle(account.tenant)
}

describe('whose a Stripe customer is', () => {
  it('2.6 an address that is changed at Stripe takes over nobody', async () => {
    const account = await ruleAccount()
    const { body: victim } = await account.ask('POST', '/customers', { name: 'Vera', email: 'vera@example.com' })
    await account.receive(
      seen('cus_evil', 1, {}, 'created'),
      subscribed('cus_evil'),
      seen('cus_evil', 50, { email: 'vera@example.com' }),
    )
    expect((await account.customer('cus_evil')).id).not.toBe(victim.id)
    expect((await account.ask('GET', `/customers/${victim.id}`)).body).toMatchObject({
      stripe_customer_ids: [],
      access: { state: 'none' },
    })
  })

  it('2.6 an address that is seen for the first time links what was made before it, whatever came first', async () => {
    for (const isReversed of [false, true]) {
      const account = await ruleAccount()
      const { body: made } = await account.ask('POST', '/customers', { name: 'Ada', email: 'cus_1@example.com' })
      const events = [seen('cus_1', 1, {}, 'created'), subscribed('cus_1')]
      await account.receive(...(isReversed ? events.toReversed() : events))
      expect((await account.customer('cus_1')).id).toBe(made.id)
    }
  })

  it('2.6 metadata that names another customer moves that Stripe customer, and nobody else', async () => {
    const events = [named('cus_1', 1, '42'), named('cus_2', 2, '42'), named('cus_3', 3, '43'), named('cus_2', 4, '43')]
    const apart = [
      ['42', ['cus_1']],
      ['43', ['cus_2', 'cus_3']],
    ]
    expect(await inBothOrders(events)).toEqual([apart, apart])
  })

  it('2.6 what a Stripe customer brings goes with it, and the ledger of both says so', async () => {
    const account = await ruleAccount(BY_ID)
    await account.receive(
      ...[named('cus_1', 1, '42'), named('cus_2', 2, '42'), named('cus_3', 3, '43')],
      ...[subscribed('cus_1'), subscribed('cus_2', { items: [{ amount: 500 }] })],
      named('cus_2', 52, '43'),
    )
    for (const [stripeId, mrr] of [
      ['cus_1', { usd: 2000 }],
      ['cus_2', { usd: 500 }],
    ] as const) {
      const customer = await account.customer(stripeId)
      const moved = (await account.list(`/movements?customer=${customer.id}`)) as { amount: number }[]
      expect(sums(customer.mrr)).toEqual(mrr)
      expect(moved.reduce((sum, { amount }) => sum + amount, 0)).toBe(mrr.usd)
    }
  })

  it("2.6 a customer's own id is what its Stripe customers name now, whatever the order", async () => {
    const changed = [named('cus_1', 1, '42'), named('cus_2', 2, '42'), named('cus_1', 3, '43'), named('cus_2', 4, '43')]
    const together = [['43', ['cus_1', 'cus_2']]]
    expect(await inBothOrders(changed)).toEqual([together, together])
    const removed = [named('cus_1', 1, '42'), seen('cus_1', 2)]
    const without = [[null, ['cus_1']]]
    expect(await inBothOrders(removed)).toEqual([without, without])
  })

  it('2.6 an own id that another customer has is flagged for as long as a Stripe customer names it', async () => {
    const account = await ruleAccount(BY_ID)
    const { body: made } = await account.ask('POST', '/customers', { name: 'Xenia', external_id: 'cus_1' })
    await account.ask('POST', '/unmatched/cus_2/resolve', { customer: made.id })
    await account.ask('PATCH', `/customers/${made.id}`, { external_id: 'cus_2' })
    await account.receive(named('cus_3', 1, '43'), named('cus_1', 2, '42'), named('cus_2', 3, '43'))
    expect((await account.customer('cus_1')).flags).toEqual(['user_id_conflict'])
    await account.receive(seen('cus_1', 4, { metadata: { user_id: '42' }, name: 'Xenia X' }))
    expect(await account.customer('cus_1')).toMatchObject({ flags: ['user_id_conflict'], user_id: '42' })
    await account.receive(named('cus_2', 5, '42'))
    expect((await account.customer('cus_1')).flags).toEqual([])
  })

  it('2.6 who is given an own id gets the Stripe customers that name it already, as if they had named it after', async () => {
    const both = [named('cus_a', 1, 'user_1'), named('cus_b', 1, 'user_1')]
    const other = named('cus_b', 2, 'user_2')
    const shown = []
    for (const isFirst of [true, false]) {
      const account = await ruleAccount(BY_ID)
      const create = (): Promise<unknown> => account.ask('POST', '/customers', { name: 'Una', user_id: 'user_2' })
      await account.receive(...both)
      if (isFirst) await create()
      await account.receive(other)
      if (!isFirst) await create()
      await settle(account.tenant)
      shown.push(await whoIsWho(account))
    }
    const moved = [
      ['user_1', ['cus_a']],
      ['user_2', ['cus_b']],
    ]
    expect(shown).toEqual([moved, moved])
  })

  it('2.6 an own id is a conflict from the moment that another customer gets it', async () => {
    const account = await ruleAccount(BY_ID)
    await account.receive(named('cus_a', 1, 'user_1'))
    const { id } = await account.customer('cus_a')
    await account.ask('PATCH', `/customers/${id}`, { user_id: 'user_9' })
    expect((await account.customer('cus_a')).flags).toEqual([])
    const { body: other } = await account.ask('POST', '/customers', { name: 'Una', user_id: 'user_1' })
    await settle(account.tenant)
    expect((await account.customer('cus_a')).flags).toEqual(['user_id_conflict'])
    await account.ask('PATCH', `/customers/${other.id}`, { user_id: 'user_8' })
    await settle(account.tenant)
    expect((await account.customer('cus_a')).flags).toEqual([])
  })

  it('2.6 what is linked because a customer got its own id does not blame the settings', async () => {
    const account = await ruleAccount({ identity: { metadata_key: 'user_id', create_unknown: false } })
    await account.receive(named('cus_a', 1, 'user_1'), subscribed('cus_a'))
    const { body: made } = await account.ask('POST', '/customers', { name: 'Una', user_id: 'user_1' })
    await settle(account.tenant)
    const told = await account.list(`/customers/${made.id}/timeline`)
    expect((await account.customer('cus_a')).id).toBe(made.id)
    const changes = told.filter(({ kind, set_by }: Json) => kind === 'change' && set_by === 'identity')
    expect(changes.flatMap(({ notes }: Json) => notes)).toEqual([
      expect.stringContaining('What changed with another customer tells more of this one.'),
    ])
  })

  it('2.6 another metadata key moves each Stripe customer of a customer, and a recompute answers who is left', async () => {
    const account = await ruleAccount({ identity: { metadata_key: 'team' } })
    const of = (user: string): CustomerSeed => ({ metadata: { team: 'shared', user } })
    await account.receive(seen('cus_a', 1, of('y')), seen('cus_b', 1, of('z')), seen('cus_c', 1, of('shared')))
    for (const user_id of ['y', 'z']) await account.ask('POST', '/customers', { name: user_id, user_id })
    const { id } = await account.customer('cus_c')
    await account.set({ identity: { metadata_key: 'user' } })
    expect((await whoIsWho(account)).filter(([, stripe]) => stripe.length > 0)).toEqual([
      ['y', ['cus_a']],
      ['z', ['cus_b']],
      ['shared', ['cus_c']],
    ])
    expect((await account.ask('POST', `/customers/${id}/recompute`, {})).body.id).toBe(
      (await account.customer('cus_c')).id,
    )
  })

  it('2.6 who waits and names an own id goes to whoever gets it, by hand or by what Stripe tells', async () => {
    const identity = { metadata_key: 'user_id', create_unknown: false }
    const byHand = await ruleAccount({ identity })
    await byHand.receive(named('cus_a', 1, 'user_1'), named('cus_b', 1, 'user_1'))
    await byHand.ask('POST', '/unmatched/cus_a/resolve', { create: true })
    await settle(byHand.tenant)
    expect(await whoIsWho(byHand)).toEqual([['user_1', ['cus_a', 'cus_b']]])
    const told = await ruleAccount({ identity })
    await told.ask('POST', '/customers', { name: 'Una', external_id: 'cus_a' })
    await told.receive(named('cus_b', 1, 'user_1'), named('cus_a', 2, 'user_1'))
    expect(await whoIsWho(told)).toEqual([['user_1', ['cus_a', 'cus_b']]])
  })

  it('2.6 the metadata key may be a word that every object knows', async () => {
    const account = await ruleAccount({ identity: { metadata_key: 'constructor' } })
    const plain = seen('cus_1', 1)
    await account.receive(plain, seen('cus_2', 1, { metadata: { constructor: '7' } }))
    expect(await account.event(plain.id)).toMatchObject({ outcome: 'processed' })
    expect(await whoIsWho(account)).toEqual([
      [null, ['cus_1']],
      ['7', ['cus_2']],
    ])
  })

  it('2.7 the address of a Stripe customer that was deleted is free for a new one, whatever came first', async () => {
    const email = { email: 'ada@example.com' }
    const events = [
      seen('cus_1', 1, email, 'created'),
      subscribed('cus_2'),
      seen('cus_1', 20, email, 'deleted'),
      seen('cus_2', 30, email, 'created'),
    ]
    const late = [events[0], events[1], events[3], events[2]] as StripeEvent[]
    for (const order of [events, late]) {
      const account = await ruleAccount()
      await account.receive(...order)
      expect(await account.customer('cus_2')).toMatchObject({
        access: { state: 'active' },
        stripe_customer_ids: ['cus_1', 'cus_2'],
      })
      expect(await account.list('/unmatched')).toEqual([])
    }
  })

  it('2.7 a bare id that came first leaves room for what is told of the deleted one later', async () => {
    const account = await ruleAccount()
    const object = { id: 'cus_1', object: 'customer', deleted: true }
    await answers(account, { objectType: 'customer', objectId: 'cus_1', object })
    await account.receive(seen('cus_1', 1, {}, 'created'))
    expect(await account.customer('cus_1')).toMatchObject({ email: 'cus_1@example.com', name: 'Alice Archer' })
  })

  it('2.8 a subscription that Stripe no longer has counts as it was seen last', async () => {
    const account = await ruleAccount()
    await account.receive(seen('cus_1', 1, {}, 'created'), subscribed('cus_1'))
    await answers(account, { objectType: 'subscription', objectId: 'sub_cus_1', object: null })
    const customer = await account.customer('cus_1')
    expect([customer.access.state, sums(customer.mrr)]).toEqual(['active', { usd: 2000 }])
    expect(customer.subscriptions).toMatchObject([{ status: 'active', items: [{ price: 'price_1' }] }])
  })

  it('terms that come while a Stripe customer waits count once it is linked', async () => {
    const account = await ruleAccount({ identity: { create_unknown: false } })
    const tiered = subscription({ id: 'sub_1', customer: 'cus_1' })
    const [item] = (tiered.items as { data: Json[] }).data
    Object.assign(item.price, { billing_scheme: 'tiered', tiers_mode: 'graduated', unit_amount: null })
    Object.assign(item.price, { unit_amount_decimal: null })
    await account.receive(event('customer.subscription.created', tiered))
    const tiers = [{ up_to: null, unit_amount: 700, unit_amount_decimal: '700', flat_amount: null }]
    await answers(account, { objectType: 'price', objectId: 'price_1', object: { ...item.price, tiers } })
    await account.ask('POST', '/unmatched/cus_1/resolve', { create: true })
    expect(sums((await account.customer('cus_1')).mrr)).toEqual({ usd: 700 })
  })
})

describe('Stripe customers that wait', () => {
  it('collect no events once a person ignores them', async () => {
    const account = await ruleAccount({ identity: { create_unknown: false } })
    await account.receive(seen('cus_1', 1, {}, 'created'))
    await account.ask('POST', '/unmatched/cus_1/resolve', { ignore: true })
    const ignored = subscribed('cus_1')
    await account.receive(ignored)
    await account.ask('POST', '/unmatched/cus_1/resolve', { create: true })
    const made = await account.customer('cus_1')
    expect(made).toMatchObject({ access: { state: 'active' } })
    const told = await account.list(`/customers/${made.id}/timeline`)
    expect(told.map(({ event: of }: Json) => of?.id)).not.toContain(ignored.id)
  })
})
