import { expect, it } from 'vitest'
import { DAY, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { charge, invoice } from '../../support/billing-payments.ts'
import { ruleAccount, secondsOf, sums } from './account.ts'
import { imported } from './imported.ts'

const BORN = NOW - 10 * DAY

it('2.21 of a product that is not included no payment shows: neither a failed one, nor the last, nor in lifetime value', async () => {
  const account = await ruleAccount({ products_included: ['prod_1'] })
  const foreign = subscription({ id: 'sub_f', items: [{ id: 'price_f', product: 'prod_foreign' }] })
  const ours = { id: 'in_1', status: 'paid', created: BORN, paidAt: BORN } as const
  await account.receive(
    event('customer.created', stripeCustomer(), { at: BORN }),
    event('customer.subscription.created', subscription(), { at: BORN }),
    event('charge.succeeded', charge({ id: 'ch_1', created: BORN }), { at: BORN }),
    event('invoice.paid', invoice(ours), { at: BORN }),
    event('customer.subscription.created', foreign, { at: BORN }),
    event('charge.succeeded', charge({ id: 'ch_f', amount: 700, created: NOW - 3 * DAY }), { at: NOW - 3 * DAY }),
    event('invoice.paid', invoice({ ...ours, id: 'in_f', subscription: 'sub_f', amount: 700, paidAt: NOW - 3 * DAY }), {
      at: NOW - 3 * DAY,
    }),
    event('charge.failed', charge({ id: 'ch_g', amount: 700, status: 'failed', created: NOW - DAY }), {
      at: NOW - DAY,
    }),
    event('invoice.payment_failed', invoice({ id: 'in_g', subscription: 'sub_f', amount: 700, attempts: 1 }), {
      at: NOW - DAY,
    }),
  )
  const shown = await account.customer()
  expect(shown).toMatchObject({ failed_payment: null, lifetime_value: [{ currency: 'usd', amount: 2000 }] })
  expect([shown.last_payment.amount, secondsOf(shown.last_payment.at)]).toEqual([2000, BORN])
})

it('2.21 what was paid for a foreign product and given back leaves no customer with less than nothing', async () => {
  const account = await ruleAccount({ products_included: ['prod_1'] })
  const foreign = subscription({ id: 'sub_f', items: [{ id: 'price_f', product: 'prod_foreign' }] })
  const paid = { id: 'in_f', subscription: 'sub_f', status: 'paid', created: BORN, paidAt: BORN } as const
  await account.receive(
    event('customer.created', stripeCustomer(), { at: BORN }),
    event('customer.subscription.created', subscription({ status: 'trialing', trialEnd: NOW + DAY }), { at: BORN }),
    event('customer.subscription.created', foreign, { at: BORN }),
    event('invoice.paid', invoice(paid), { at: BORN }),
    event('charge.refunded', charge({ id: 'ch_f', refunded: 2000, created: BORN }), { at: NOW - DAY }),
  )
  expect(sums((await account.customer()).lifetime_value)).toEqual({})
})

it('what an import finds is dated by the subscriptions that bring MRR, not by those that have ended', async () => {
  const account = await ruleAccount()
  const created = NOW - 1000 * DAY
  await imported(
    account.tenant,
    ['subscription', subscription({ id: 'sub_old', created, status: 'canceled', endedAt: created + 100 * DAY })],
    ['subscription', subscription({ created: NOW - 20 * DAY })],
  )
  const { id } = await account.customer()
  const moved = await account.list(`/movements?customer=${id}`)
  expect(moved.map(({ kind, at }) => [kind, secondsOf(at)])).toEqual([['new', NOW - 20 * DAY]])
})

it('metered usage of the last period stays known when an invoice comes that does not bill it', async () => {
  const account = await ruleAccount({ mrr: { metered: 'last_period' } })
  const made = subscription({ items: [{}, { id: 'price_2', amount: 1000 }] })
  const [metered] = (made.items as { data: { price: { recurring: { usage_type: string } } }[] }).data
  if (metered) metered.price.recurring.usage_type = 'metered'
  await account.receive(
    event('customer.subscription.created', made, { at: BORN }),
    event('invoice.paid', invoice({ id: 'in_1', status: 'paid', created: BORN, amount: 5000, periodEnd: BORN }), {
      at: BORN,
    }),
  )
  expect(sums((await account.customer()).mrr)).toEqual({ usd: 6000 })
  const upgrade = invoice({ id: 'in_up', status: 'paid', created: NOW - DAY, reason: 'subscription_update' })
  await account.receive(event('invoice.paid', upgrade, { at: NOW - DAY }))
  expect(sums((await account.customer()).mrr)).toEqual({ usd: 6000 })
})
