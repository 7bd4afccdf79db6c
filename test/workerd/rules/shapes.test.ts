import { describe, expect, it } from 'vitest'
import { DAY, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent, VERSIONS } from '../../support/billing-events.ts'
import { invoice } from '../../support/billing-payments.ts'
import { objectState } from '../account/tenant.ts'
import { ruleAccount, secondsOf, timeless } from './account.ts'
import { linkedAccount, questionsOf, subscribeAtStripe } from './at-stripe.ts'
import { deliver } from './webhook.ts'

/** What happened to the Stripe object, told without its content. */
function thin(id: string, type: string, related: { id: string; type: string }): StripeEvent {
  const created = new Date((NOW - 60) * 1000).toISOString()
  const related_object = { ...related, url: `/v1/${related.type}s/${related.id}` }
  return { id, object: 'v2.core.event', type, livemode: false, created, related_object } as unknown as StripeEvent
}

describe('shapes', () => {
  it.each([null, 'upcoming_in_1'])(
    '2.16 an upcoming invoice (id %s) is stored as an event, never as an invoice',
    async (id) => {
      const account = await ruleAccount()
      await account.receive(
        event('customer.created', stripeCustomer(), { at: NOW - 9 }),
        event('customer.subscription.created', subscription(), { at: NOW - 9 }),
      )
      const before = await account.customer()
      const upcoming = (name: string, at: number) =>
        event('invoice.upcoming', invoice({ id, reason: 'upcoming' }), { id: name, at })
      await account.receive(upcoming('evt_up_1', NOW - 8), upcoming('evt_up_2', NOW - 8), upcoming('evt_up_1', NOW - 8))
      expect(timeless(await account.customer())).toEqual(timeless(before))
      expect((await objectState(account.tenant)).filter(({ type }) => type === 'invoice')).toEqual([])
      expect(await account.event('evt_up_1')).toMatchObject({ outcome: 'ignored', duplicates: 1 })
      expect(await account.event('evt_up_2')).toMatchObject({ outcome: 'ignored', duplicates: 0 })
    },
  )

  it('2.17 the same happenings in payloads of different API versions give the same customer', async () => {
    const shown = await Promise.all(
      VERSIONS.map(async (version) => {
        const account = await ruleAccount({ access: { grace_days: 5 } })
        const failed = event('invoice.payment_failed', invoice({ attempts: 1, nextAttempt: NOW + DAY }), {
          ...{ at: NOW - DAY, version },
        })
        await account.receive(
          event('customer.created', stripeCustomer(), { at: NOW - 10 * DAY, version }),
          event('customer.subscription.created', subscription(), { at: NOW - 10 * DAY, version }),
          failed,
          event('customer.subscription.updated', subscription({ status: 'past_due', cancelAt: NOW + 20 * DAY }), {
            ...{ at: NOW - DAY, version },
          }),
        )
        expect((await account.event(failed.id)).api_version).toBe(version)
        const { id: _id, created_by: _by, fields: _fields, ...rest } = timeless(await account.customer())
        return rest
      }),
    )
    expect(shown[0]).toMatchObject({ access: { state: 'active', code: 'in_grace' }, failed_payment: { amount: 2000 } })
    expect(shown[1]).toEqual(shown[0])
    expect(shown[2]).toEqual(shown[0])
  })

  it('2.17 it renews when the earliest of its items does', async () => {
    const account = await ruleAccount()
    const items = [
      { id: 'price_year', interval: 'year', periodEnd: NOW + 200 * DAY } as const,
      { id: 'price_month', periodEnd: NOW + 12 * DAY },
    ]
    await account.receive(event('customer.subscription.created', subscription({ items })))
    expect(secondsOf((await account.customer()).renewal_date)).toBe(NOW + 12 * DAY)
  })

  it('2.18 a thin event is accepted and stored without a key, with a note that says why it changes nothing', async () => {
    const event = thin('evt_thin_1', 'v1.customer.subscription.past_due', { id: 'sub_1', type: 'subscription' })
    expect(await deliver(event)).toEqual({ status: 200, answer: { received: true, duplicate: false } })
    const account = await ruleAccount()
    await account.receive(event)
    const { outcome, notes } = await account.event('evt_thin_1')
    expect(outcome).toBe('ignored')
    expect(notes.join(' ')).toMatch(/thin event.*without a Stripe key/)
  })

  it('2.18 with a key, what a thin event names is fetched, and the customer follows', async () => {
    const { account, stripe } = await linkedAccount()
    const { customer, subscription: id } = await subscribeAtStripe(stripe, [700])
    const { asked, answer } = await questionsOf(account.tenant)
    await account.receive(thin('evt_thin_2', 'v1.customer.subscription.created', { id, type: 'subscription' }))
    expect(asked).toMatchObject([{ task: 'refetch', objectType: 'subscription', objectId: id }])
    await answer()
    expect(await account.customer(customer)).toMatchObject({ access: { state: 'active' }, mrr: [{ amount: 700 }] })
  })
})
