import { describe, expect, it } from 'vitest'
import type { ObjectType } from '../../../worker/domain/stripe-object.ts'
import { DAY, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { rpc, settle } from '../account/tenant.ts'
import { type RuleAccount, ruleAccount, sums, timeless } from './account.ts'
import { eventsAtStripe, linkedAccount, questionsOf, subscribeAtStripe } from './at-stripe.ts'

async function answered(account: RuleAccount, objectType: ObjectType, object: Record<string, unknown>, asOf: number) {
  const snapshot = { objectType, objectId: String(object.id), asOf, object, source: 'refetch' } as const
  await rpc(account.tenant).ingestSnapshots(account.tenant, 0, [snapshot])
  await settle(account.tenant)
}

describe('completeness', () => {
  it('2.26 a list that Stripe cuts at ten is fetched whole before it counts', async () => {
    const { account, stripe } = await linkedAccount()
    const amounts = Array.from({ length: 12 }, (_, at) => 100 + at)
    const { customer, prices } = await subscribeAtStripe(stripe, amounts)
    await account.set({ price_mapping: { [String(prices.at(-1))]: ['the twelfth'] } })
    const { answer } = await questionsOf(account.tenant)
    await account.receive(...(await eventsAtStripe(stripe)))
    await answer()
    const shown = await account.customer(customer)
    expect(sums(shown.mrr)).toEqual({ usd: amounts.reduce((sum, amount) => sum + amount, 0) })
    expect(shown.packages).toEqual(['the twelfth'])
    expect(shown.flags).toEqual([])
  })

  it('2.27 when the mapping from price to package changes, everybody whose subscription still grants something follows', async () => {
    const account = await ruleAccount({ price_mapping: { price_a: ['basic'], price_b: ['basic'] } })
    await account.receive(
      ...(['a', 'b'] as const).map((name) =>
        event(
          'customer.subscription.created',
          subscription({ id: `sub_${name}`, customer: `cus_${name}`, items: [{ id: `price_${name}` }] }),
        ),
      ),
      event('customer.subscription.created', subscription({ id: 'sub_c', customer: 'cus_c', status: 'canceled' })),
    )
    await account.set({ price_mapping: { price_a: ['pro', 'seats'], prod_1: ['rest'] } })
    const packages = await Promise.all(
      ['cus_a', 'cus_b', 'cus_c'].map(async (id) => (await account.customer(id)).packages),
    )
    expect(packages).toEqual([['pro', 'seats'], ['rest'], []])
  })

  it('2.28 an answer of Stripe counts as of the second it was asked for, so that an event after that wins, also a late one', async () => {
    const account = await ruleAccount()
    await account.receive(
      event('customer.created', stripeCustomer(), { at: NOW - 9 * DAY }),
      event('customer.subscription.created', subscription(), { at: NOW - 9 * DAY }),
    )
    await answered(account, 'subscription', subscription({ items: [{ amount: 500 }] }), NOW - 60)
    expect(sums((await account.customer()).mrr)).toEqual({ usd: 500 })
    await account.receive(
      event('customer.subscription.updated', subscription({ items: [{ amount: 300 }] }), { at: NOW - 61 }),
    )
    expect(sums((await account.customer()).mrr)).toEqual({ usd: 500 })
    await account.receive(
      event('customer.subscription.updated', subscription({ items: [{ amount: 700 }] }), { at: NOW - 59 }),
    )
    expect(sums((await account.customer()).mrr)).toEqual({ usd: 700 })
  })

  it('2.29 what comes back as we have it is an echo: it is processed, and nothing changes or moves', async () => {
    const account = await ruleAccount()
    const body = subscription()
    await account.receive(event('customer.subscription.created', body, { at: NOW - 60 }))
    const before = await account.customer()
    const echo = event('customer.subscription.updated', body, { at: NOW - 50 })
    await account.receive(echo)
    expect(await account.event(echo.id)).toMatchObject({ outcome: 'processed', changes: [], runs: [] })
    expect(timeless(await account.customer())).toEqual(timeless(before))
    expect(await account.list(`/movements?customer=${before.id}`)).toHaveLength(1)
  })
})
