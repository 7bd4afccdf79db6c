import { describe, expect, it } from 'vitest'
import type { SettingsPatch } from '../../../worker/domain/settings.ts'
import { DAY, HOUR, NOW, type SubscriptionSeed, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent, VERSIONS } from '../../support/billing-events.ts'
import { type ChargeSeed, charge, type DisputeSeed, dispute, invoice } from '../../support/billing-payments.ts'
import { type RuleAccount, ruleAccount } from './account.ts'

const BORN = NOW - 40 * DAY
/** Its charges still name their invoice. */
const OLD = VERSIONS[1]

const subscribed = (seed: SubscriptionSeed, at: number, verb = 'created'): StripeEvent =>
  event(`customer.subscription.${verb}`, subscription({ created: at, ...seed }), { at })
const charged = (seed: ChargeSeed, at: number, verb = 'succeeded'): StripeEvent =>
  event(`charge.${verb}`, charge(seed), { at, version: OLD })
const paid = (id: string, of: string, at: number): StripeEvent =>
  event('invoice.paid', invoice({ id, subscription: of, status: 'paid', created: at, paidAt: at }), { at })
const disputed = (status: DisputeSeed['status'], at: number): StripeEvent =>
  event('charge.dispute.updated', dispute({ status: status ?? 'lost', created: BORN + DAY }), { at })

async function account(settings: SettingsPatch = {}): Promise<RuleAccount> {
  const made = await ruleAccount({
    ...{ access: { on_full_refund: 'expire' }, price_mapping: { price_1: ['pro'], price_2: ['extra'] } },
    ...settings,
  })
  await made.receive(event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }))
  return made
}

/** Two subscriptions, each paid for by a charge that names its invoice. */
const TWO = [
  subscribed({ id: 'sub_1' }, BORN),
  paid('in_a', 'sub_1', BORN),
  charged({ id: 'ch_1', created: BORN, invoice: 'in_a' }, BORN),
  subscribed({ id: 'sub_2', items: [{ id: 'price_2' }] }, BORN + DAY),
  paid('in_b', 'sub_2', BORN + DAY),
  charged({ id: 'ch_2', created: BORN + DAY, invoice: 'in_b' }, BORN + DAY),
]
const refundOf = (seed: ChargeSeed, at = NOW - DAY): StripeEvent => charged({ refunded: 2000, ...seed }, at, 'refunded')

describe('money back touches what it had paid for, and nothing else', () => {
  it('a refund ends the subscription whose invoice the charge names, in any order', async () => {
    const all = [...TWO, refundOf({ id: 'ch_2', created: BORN + DAY, invoice: 'in_b' })]
    for (const order of [all, all.toReversed()]) {
      const one = await account()
      await one.receive(...order)
      expect(await one.customer()).toMatchObject({
        ...{ access: { state: 'active', code: 'subscribed' }, packages: ['pro'] },
        subscriptions: [
          { id: 'sub_2', access: 'expired' },
          { id: 'sub_1', access: 'active' },
        ],
      })
    }
  })

  it('a later payment of another subscription does not give it back', async () => {
    const one = await account()
    await one.receive(
      ...TWO,
      refundOf({ id: 'ch_2', created: BORN + DAY, invoice: 'in_b' }),
      paid('in_c', 'sub_1', NOW - HOUR),
    )
    expect((await one.customer()).packages).toEqual(['pro'])
    await one.receive(paid('in_d', 'sub_2', NOW - HOUR))
    expect((await one.customer()).packages).toEqual(['extra', 'pro'])
  })

  it('where the charge names no invoice and several subscriptions grant, it changes nothing', async () => {
    const one = await account()
    const unnamed = charge({ id: 'ch_3', created: BORN + DAY, refunded: 2000 })
    await one.receive(...TWO, event('charge.refunded', unnamed, { at: NOW - DAY }))
    expect((await one.customer()).packages).toEqual(['extra', 'pro'])
  })

  it('a duplicate that was cancelled and refunded does not cost the subscription that is paid for', async () => {
    const one = await account()
    const duplicate: SubscriptionSeed = { id: 'sub_2', items: [{ id: 'price_2' }], created: NOW - 9 * DAY }
    await one.receive(
      subscribed({ id: 'sub_1' }, BORN),
      subscribed(duplicate, NOW - 9 * DAY),
      event('charge.succeeded', charge({ id: 'ch_2', created: NOW - 9 * DAY }), { at: NOW - 9 * DAY }),
      subscribed({ ...duplicate, status: 'canceled', endedAt: NOW - 8 * DAY }, NOW - 8 * DAY, 'deleted'),
      event('charge.refunded', charge({ id: 'ch_2', created: NOW - 9 * DAY, refunded: 2000 }), { at: NOW - 8 * DAY }),
    )
    expect(await one.customer()).toMatchObject({ access: { state: 'active' }, packages: ['pro'] })
  })

  it.each<[string, StripeEvent]>([
    ['a refund', event('charge.refunded', charge({ created: BORN, refunded: 2000 }), { at: BORN + 2 * DAY })],
    ['a lost dispute', disputed('lost', BORN + 2 * DAY)],
  ])('%s from before the subscription began has nothing to do with it', async (_, back) => {
    const one = await account()
    await one.receive(
      event('charge.succeeded', charge({ created: BORN }), { at: BORN }),
      back,
      subscribed({ status: 'trialing', trialEnd: NOW + 5 * DAY }, NOW - DAY),
    )
    expect((await one.customer()).access).toMatchObject({ state: 'active', code: 'trial' })
  })

  it('a refund of a product that is not included changes nothing', async () => {
    const one = await account({ products_included: ['prod_1'] })
    const foreign = [{ id: 'price_f', product: 'prod_foreign' }]
    await one.receive(
      subscribed({ id: 'sub_1' }, BORN),
      subscribed({ id: 'sub_f', items: foreign }, BORN),
      paid('in_f', 'sub_f', BORN),
      refundOf({ id: 'ch_f', created: BORN, invoice: 'in_f' }),
    )
    expect(await one.customer()).toMatchObject({ access: { state: 'active' }, packages: ['pro'] })
  })
})

describe('money back that is taken back', () => {
  const paying = [subscribed({}, BORN), event('charge.succeeded', charge({ created: BORN }), { at: BORN })]

  it('a refund that fails gives access back, in any order', async () => {
    const all = [
      ...paying,
      event('charge.refunded', charge({ created: BORN, refunded: 2000 }), { at: NOW - 8 * DAY }),
      event('charge.updated', charge({ created: BORN }), { at: NOW - 7 * DAY }),
    ]
    for (const order of [all, all.toReversed()]) {
      const one = await account()
      await one.receive(...order)
      expect((await one.customer()).access).toMatchObject({ state: 'active', code: 'subscribed' })
    }
  })

  it('each charge keeps its own refund: one that fails does not hide the other', async () => {
    const refund = (id: string, refunded: number, at: number): StripeEvent =>
      event('charge.refunded', charge({ id, created: BORN, refunded }), { at })
    const all = [...paying, refund('ch_1', 2000, NOW - 9 * DAY), refund('ch_2', 2000, NOW - 8 * DAY)]
    const backAgain = event('charge.updated', charge({ id: 'ch_2', created: BORN }), { at: NOW - 7 * DAY })
    for (const order of [[...all, backAgain], [...all, backAgain].toReversed()]) {
      const one = await account()
      await one.receive(...order)
      expect((await one.customer()).access).toMatchObject({ state: 'expired', code: 'refunded' })
    }
  })

  it('2.10 an appeal gives nothing back until it is won, in any order', async () => {
    const all = [...paying, disputed('lost', NOW - 20 * DAY), disputed('appeal_under_review', NOW - 9 * DAY)]
    for (const order of [all, all.toReversed()]) {
      const one = await account()
      await one.receive(...order)
      expect((await one.customer()).access).toMatchObject({ state: 'expired', code: 'dispute_lost' })
      await one.receive(disputed('won', NOW - DAY))
      expect((await one.customer()).access).toMatchObject({ state: 'active' })
    }
  })

  it('2.10 an appeal that is lost too ends nothing that was paid for after the dispute', async () => {
    const one = await account()
    await one.receive(
      ...paying,
      disputed('lost', NOW - 20 * DAY),
      event('charge.succeeded', charge({ id: 'ch_2', created: NOW - 15 * DAY }), { at: NOW - 15 * DAY }),
      disputed('appeal_under_review', NOW - 9 * DAY),
      disputed('lost', NOW - DAY),
    )
    expect((await one.customer()).access).toMatchObject({ state: 'active', code: 'subscribed' })
  })

  it('a charge that gets its Stripe customer later counts once, in any order', async () => {
    const nobodys = event('charge.succeeded', { ...charge({ created: BORN }), customer: null }, { at: BORN })
    const all = [nobodys, event('charge.updated', charge({ created: BORN }), { at: BORN + 9 })]
    for (const order of [all, all.toReversed()]) {
      const one = await account()
      await one.receive(...order)
      expect((await one.customer()).lifetime_value).toEqual([{ currency: 'usd', amount: 2000 }])
    }
  })
})

describe('packages that stay listed', () => {
  it('where a refund suspends, the packages are those that were granted before it', async () => {
    const one = await account({ access: { on_full_refund: 'suspend' } })
    await one.receive(
      subscribed({ id: 'sub_0', items: [{ id: 'price_2' }], status: 'past_due' }, BORN),
      subscribed({ id: 'sub_1' }, BORN + DAY),
      paid('in_a', 'sub_1', BORN + DAY),
      refundOf({ id: 'ch_1', created: BORN + DAY, invoice: 'in_a' }),
    )
    expect(await one.customer()).toMatchObject({ access: { state: 'suspended' }, packages: ['pro'] })
  })

  it('frozen by hand, the packages are those that the subscriptions grant, not those of one that ended', async () => {
    const one = await account({ access: { on_end: 'freeze' } })
    await one.receive(
      subscribed({ id: 'sub_0', items: [{ id: 'price_2' }], status: 'canceled', endedAt: BORN + DAY }, BORN),
      subscribed({ id: 'sub_1' }, BORN + 2 * DAY),
    )
    const { id } = await one.customer()
    const overrides = { access: { value: 'frozen', reason: 'asked for', until: null } }
    await one.ask('PATCH', `/customers/${id}`, { overrides })
    await one.passTime(1)
    expect(await one.customer()).toMatchObject({ access: { state: 'frozen' }, packages: ['pro'] })
  })
})
