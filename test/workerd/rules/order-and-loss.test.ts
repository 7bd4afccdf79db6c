import { describe, expect, it } from 'vitest'
import { NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent } from '../../support/billing-events.ts'
import { invoice } from '../../support/billing-payments.ts'
import { runHere } from '../sync/stripe.ts'
import { type RuleAccount, ruleAccount, timeless } from './account.ts'
import { eventsAtStripe, linkedAccount, subscribeAtStripe } from './at-stripe.ts'

/** What one account shows after these events, and another after the same in reverse. */
async function bothWays(events: StripeEvent[]): Promise<[RuleAccount, RuleAccount]> {
  const [forth, back] = [await ruleAccount(), await ruleAccount()]
  await forth.receive(...events)
  await back.receive(...events.toReversed())
  return [forth, back]
}

describe('order and loss', () => {
  it('2.1 of two events the newer counts, whichever comes first, and the older is marked stale', async () => {
    const older = event('customer.subscription.updated', subscription({ status: 'trialing' }), {
      at: NOW - 60,
      id: 'evt_z',
    })
    const newer = event('customer.subscription.updated', subscription({ status: 'active' }), {
      at: NOW - 59,
      id: 'evt_a',
    })
    const [forth, back] = await bothWays([older, newer])
    expect((await forth.customer()).subscription_status).toBe('active')
    expect((await back.customer()).subscription_status).toBe('active')
    expect(await forth.event(older.id)).toMatchObject({ outcome: 'processed', stale: false })
    expect(await back.event(older.id)).toMatchObject({ outcome: 'processed', stale: true })
  })

  it('2.1 of two events in the same second the one that continues the other counts, whichever comes first', async () => {
    const first = event('customer.subscription.updated', subscription({ status: 'active' }), {
      ...{ at: NOW - 60, id: 'evt_z', previous: { status: 'trialing' } },
    })
    const second = event('customer.subscription.updated', subscription({ status: 'past_due' }), {
      ...{ at: NOW - 60, id: 'evt_a', previous: { status: 'active' } },
    })
    for (const account of await bothWays([first, second]))
      expect((await account.customer()).subscription_status).toBe('past_due')
  })

  it('2.1 where nothing tells the order within a second, either order ends alike and the doubt is told', async () => {
    const one = event('customer.subscription.updated', subscription({ status: 'active' }), { at: NOW - 60 })
    const other = event('customer.subscription.updated', subscription({ status: 'unpaid' }), { at: NOW - 60 })
    const [forth, back] = await bothWays([one, other])
    expect((await forth.customer()).subscription_status).toBe((await back.customer()).subscription_status)
    expect((await forth.event(other.id)).notes.join(' ')).toContain('unsure')
  })

  it('2.2 an update that comes first makes the customer; the late "created" is stale and changes nothing', async () => {
    const account = await ruleAccount()
    const created = event('customer.subscription.created', subscription({ status: 'incomplete' }), { at: NOW - 60 })
    await account.receive(event('customer.subscription.updated', subscription(), { at: NOW - 58 }))
    const before = await account.customer()
    expect(before).toMatchObject({ subscription_status: 'active', access: { state: 'active' } })
    await account.receive(created)
    expect(timeless(await account.customer())).toEqual(timeless(before))
    expect(await account.event(created.id)).toMatchObject({ outcome: 'processed', stale: true, changes: [] })
    expect(await account.list('/customers')).toHaveLength(1)
  })

  it('2.3 what happened while webhooks were missing is caught up; webhooks that come after all change nothing more', async () => {
    const { account, stripe } = await linkedAccount()
    const { customer } = await subscribeAtStripe(stripe)
    expect(await runHere(account.tenant, 'catch_up', stripe.base)).toMatchObject({ status: 'done' })
    const caughtUp = await account.customer(customer)
    expect(caughtUp).toMatchObject({ access: { state: 'active' }, mrr: [{ currency: 'usd', amount: 900 }] })
    await account.receive(...(await eventsAtStripe(stripe)))
    expect(await account.customer(customer)).toEqual(caughtUp)
    expect(await account.list(`/movements?customer=${caughtUp.id}`)).toMatchObject([{ kind: 'new', amount: 900 }])
  })

  it('2.4 an invoice that is paid before its subscription is known grants nothing yet, and counts once it is', async () => {
    const paid = event('invoice.paid', invoice({ status: 'paid', reason: 'subscription_create' }), { at: NOW - 60 })
    const rest = [
      event('customer.created', stripeCustomer(), { at: NOW - 61 }),
      event('customer.subscription.created', subscription({ latestInvoice: 'in_1' }), { at: NOW - 60 }),
    ]
    const early = await ruleAccount()
    await early.receive(paid)
    expect((await early.customer()).access.state).toBe('none')
    await early.receive(...rest)
    const inOrder = await ruleAccount()
    await inOrder.receive(...rest, paid)
    const shown = { ...timeless(await early.customer()), created_by: null }
    expect(shown).toEqual({ ...timeless(await inOrder.customer()), created_by: null })
    expect(shown).toMatchObject({ access: { state: 'active' }, last_payment: { amount: 2000 } })
  })
})
