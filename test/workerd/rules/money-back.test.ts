import { describe, expect, it } from 'vitest'
import type { AccountSettings } from '../../../worker/domain/settings.ts'
import { DAY, HOUR, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent } from '../../support/billing-events.ts'
import { charge, dispute, invoice } from '../../support/billing-payments.ts'
import { type RuleAccount, ruleAccount, timeless } from './account.ts'

const PAID_AT = NOW - 10 * DAY

/** A customer of a subscription that was paid for ten days ago. */
async function payingCustomer(access: Partial<AccountSettings['access']> = {}): Promise<RuleAccount> {
  const account = await ruleAccount({ access, price_mapping: { price_1: ['pro'] } })
  await account.receive(
    event('customer.created', stripeCustomer(), { at: PAID_AT }),
    event('customer.subscription.created', subscription(), { at: PAID_AT }),
    event('charge.succeeded', charge({ created: PAID_AT }), { at: PAID_AT }),
    event('invoice.paid', invoice({ status: 'paid', created: PAID_AT }), { at: PAID_AT + 1 }),
  )
  return account
}

const refund = (refunded: number, at = NOW - DAY): StripeEvent =>
  event('charge.refunded', charge({ refunded, created: PAID_AT }), { at })
const nextPayment = (at = NOW - HOUR): StripeEvent =>
  event('invoice.paid', invoice({ id: 'in_2', status: 'paid', created: at }), { at })
const disputed = (verb: string, status: Parameters<typeof dispute>[0], at: number): StripeEvent =>
  event(`charge.dispute.${verb}`, dispute({ created: NOW - 3 * DAY, ...status }), { at })

describe('money back', () => {
  it('2.9 a partial refund fills the field and touches nothing else', async () => {
    const account = await payingCustomer({ on_full_refund: 'expire' })
    const { lifetime_value: before, ...untouched } = timeless(await account.customer())
    const partial = refund(500)
    await account.receive(partial)
    const { lifetime_value: after, ...rest } = timeless(await account.customer())
    expect([before, after]).toEqual([[{ currency: 'usd', amount: 2000 }], [{ currency: 'usd', amount: 1500 }]])
    expect({ ...rest, fields: null }).toEqual({ ...untouched, fields: null })
    const { changes } = await account.event(partial.id)
    expect(changes).toContainEqual(expect.objectContaining({ field: 'charge.amount_refunded', from: 0, to: 500 }))
    const ofCustomer = changes.filter((change: { customer: string | null }) => change.customer !== null)
    expect(ofCustomer.map(({ field }: { field: string }) => field)).toEqual(['lifetime_value'])
  })

  it.each([
    ['keep', 'active', ['pro']],
    ['suspend', 'suspended', ['pro']],
    ['expire', 'expired', []],
  ] as const)('2.9 a full refund does what on_full_refund says: %s', async (on_full_refund, state, packages) => {
    const account = await payingCustomer({ on_full_refund })
    await account.receive(refund(2000))
    expect(await account.customer()).toMatchObject({
      ...{ access: { state }, packages, subscription_status: 'active', stage: 'customer' },
      mrr: [{ currency: 'usd', amount: 2000 }],
    })
  })

  it('2.9 a full refund holds until a later payment, in whichever order the two arrive', async () => {
    const events = [refund(2000), nextPayment()]
    for (const order of [events, events.toReversed()]) {
      const account = await payingCustomer({ on_full_refund: 'suspend' })
      await account.receive(...order)
      expect((await account.customer()).access.state).toBe('active')
    }
  })

  it('2.9 a refund is no churn: nothing moves', async () => {
    const account = await payingCustomer({ on_full_refund: 'expire' })
    await account.receive(refund(2000))
    const { id } = await account.customer()
    expect(await account.list(`/movements?customer=${id}`)).toMatchObject([{ kind: 'new', amount: 2000 }])
  })

  it.each([
    ['keep', 'active', 'subscribed'],
    ['suspend', 'suspended', 'disputed'],
  ] as const)('2.10 an open dispute does what on_dispute says: %s', async (on_dispute, state, code) => {
    const account = await payingCustomer({ on_dispute })
    await account.receive(disputed('created', {}, NOW - 3 * DAY))
    expect((await account.customer()).access).toMatchObject({ state, code })
  })

  it('2.10 a dispute that is won gives access back, also when "closed" overtakes "created"', async () => {
    const events = [disputed('created', {}, NOW - 3 * DAY), disputed('closed', { status: 'won' }, NOW - DAY)]
    for (const order of [events, events.toReversed()]) {
      const account = await payingCustomer({ on_dispute: 'suspend' })
      await account.receive(...order)
      expect((await account.customer()).access).toMatchObject({ state: 'active', code: 'subscribed' })
    }
  })

  it.each(['prevented', 'warning_closed'] as const)(
    '2.10 a dispute that comes to nothing suspends nobody: %s',
    async (status) => {
      const account = await payingCustomer({ on_dispute: 'suspend' })
      await account.receive(disputed('closed', { status }, NOW - DAY))
      expect((await account.customer()).access.state).toBe('active')
    },
  )

  it.each(['appeal_needs_response', 'appeal_under_review', 'under_review'] as const)(
    '2.10 a dispute under way is an open one, whatever its state is called: %s',
    async (status) => {
      const account = await payingCustomer({ on_dispute: 'suspend' })
      await account.receive(disputed('updated', { status }, NOW - DAY))
      expect((await account.customer()).access).toMatchObject({ state: 'suspended', code: 'disputed' })
    },
  )

  it('2.10 a dispute that is lost ends access until a later payment, whatever on_dispute says', async () => {
    const account = await payingCustomer({ on_dispute: 'keep' })
    await account.receive(disputed('closed', { status: 'lost' }, NOW - DAY))
    expect(await account.customer()).toMatchObject({ access: { state: 'expired', code: 'dispute_lost' }, packages: [] })
    await account.receive(nextPayment())
    expect(await account.customer()).toMatchObject({ access: { state: 'active' }, packages: ['pro'] })
  })

  it('2.10 a dispute touches neither MRR nor status', async () => {
    const account = await payingCustomer({ on_dispute: 'suspend' })
    await account.receive(disputed('created', {}, NOW - 3 * DAY))
    expect(await account.customer()).toMatchObject({ subscription_status: 'active', mrr: [{ amount: 2000 }] })
  })
})
