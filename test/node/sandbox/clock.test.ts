import type { Stripe } from 'stripe'
import { expect, it } from 'vitest'
import { cancelAtPeriodEnd } from '../../sandbox/core/actions/cancellation.ts'
import { createPrice, createProduct } from '../../sandbox/core/actions/catalog.ts'
import { attachCard, createCustomer, setCardBehaviour } from '../../sandbox/core/actions/customers.ts'
import { pauseCollection } from '../../sandbox/core/actions/pause.ts'
import { changePlan } from '../../sandbox/core/actions/plan-change.ts'
import { type SubscribeFields, subscribe } from '../../sandbox/core/actions/subscribe.ts'
import { advance } from '../../sandbox/core/advance.ts'
import { DAY, HOUR } from '../../sandbox/core/period.ts'
import { type SandboxAccount, StripeSandbox } from '../../sandbox/core/sandbox.ts'

/** 31 January 2026, noon: months shorter than this day follow. */
const NOW = Date.UTC(2026, 0, 31, 12) / 1000

function start(account: Partial<SandboxAccount> = {}, fields: Partial<SubscribeFields> = {}) {
  const stripe = new StripeSandbox({ seed: 1, now: NOW, account })
  const product = createProduct(stripe, { name: 'Team' })
  const price = createPrice(stripe, { product: product.id, currency: 'usd', unitAmount: 1_000, interval: 'month' })
  const customer = createCustomer(stripe, { email: 'alice@example.com' })
  const card = attachCard(stripe, customer.id)
  const items = [{ price: price.id, quantity: 2 }]
  const subscription = subscribe(stripe, { customer: customer.id, items, ...fields })
  return { stripe, product, price, customer, card, id: subscription.id }
}

/** What happens while the clock moves: the type and the seconds since the start of each event. */
function during(stripe: StripeSandbox, run: () => void): { type: string; at: number; event: Stripe.Event }[] {
  const seen: Stripe.Event[] = []
  const stop = stripe.onEvent(({ event }) => seen.push(event))
  run()
  stop()
  return seen.map((event) => ({ type: event.type, at: event.created - NOW, event }))
}

const FEBRUARY_END = Date.UTC(2026, 1, 28, 12) / 1000 - NOW

it('renews at the end of the period, drafts the invoice then and charges it an hour later', () => {
  const { stripe, id } = start()
  advance(stripe, FEBRUARY_END - 1)
  expect(stripe.subscriptions.need(id).items.data[0]?.current_period_end).toBe(NOW + FEBRUARY_END)
  const seen = during(stripe, () => advance(stripe, 1 + HOUR + 30))
  expect(seen.slice(0, 2).map(({ type, at }) => [type, at])).toEqual([
    ['customer.subscription.updated', FEBRUARY_END],
    ['invoice.created', FEBRUARY_END],
  ])
  const paid = seen.find(({ type }) => type === 'invoice.paid')
  expect(paid?.at).toBe(FEBRUARY_END + HOUR + 1)
  expect(paid?.event.data.object).toMatchObject({ billing_reason: 'subscription_cycle', amount_paid: 2_000 })
  const linked = seen.find(({ type }) => type === 'invoice_payment.paid')
  expect(linked?.at).toBeGreaterThan(FEBRUARY_END + HOUR)
  expect(seen.every(({ event }) => event.request?.id === null)).toBe(true)
})

it('keeps the day of the month it began on, as far as a month has it', () => {
  const { stripe, id } = start()
  const ends: string[] = []
  for (let month = 0; month < 3; month += 1) {
    const end = stripe.subscriptions.need(id).items.data[0]?.current_period_end ?? 0
    ends.push(new Date(end * 1000).toISOString().slice(0, 10))
    advance(stripe, end - stripe.now())
  }
  expect(ends).toEqual(['2026-02-28', '2026-03-31', '2026-04-30'])
})

it('announces a renewal seven days ahead', () => {
  const { stripe } = start()
  const seen = during(stripe, () => advance(stripe, FEBRUARY_END - 1))
  expect(seen.filter(({ type }) => type === 'invoice.upcoming').map(({ at }) => at)).toEqual([FEBRUARY_END - 7 * DAY])
})

it('announces the end of a trial three days ahead and begins the paid period when it is over', () => {
  const { stripe, id } = start({}, { trialDays: 14 })
  expect(stripe.subscriptions.need(id).status).toBe('trialing')
  const seen = during(stripe, () => advance(stripe, 14 * DAY))
  expect(seen.map(({ type, at }) => [type, at])).toEqual([
    ['invoice.upcoming', 7 * DAY],
    ['customer.subscription.trial_will_end', 11 * DAY],
    ['customer.subscription.updated', 14 * DAY],
    ['invoice.created', 14 * DAY],
  ])
  expect(stripe.subscriptions.need(id).status).toBe('active')
})

it('tries a failed renewal again on the account’s days and then ends the subscription', () => {
  const { stripe, id, card } = start({ retryDays: [3, 5] })
  setCardBehaviour(stripe, card.id, 'declines')
  const seen = during(stripe, () => advance(stripe, FEBRUARY_END + 10 * DAY))
  const failedAt = FEBRUARY_END + HOUR + 1
  expect(seen.filter(({ type }) => type === 'invoice.payment_failed').map(({ at }) => at)).toEqual([
    failedAt,
    failedAt + 3 * DAY,
    failedAt + 5 * DAY,
  ])
  const statuses = seen
    .filter(({ type }) => type.startsWith('customer.subscription.'))
    .map(({ event }) => (event.data.object as Stripe.Subscription).status)
  expect(statuses).toEqual(['active', 'past_due', 'canceled'])
  expect(stripe.subscriptions.need(id).cancellation_details?.reason).toBe('payment_failed')
})

it.each([
  ['unpaid', 'unpaid'],
  ['past_due', 'past_due'],
  ['pause', 'paused'],
] as const)('leaves the subscription as the account says when retries end: %s', (afterLastRetry, status) => {
  const { stripe, id, card } = start({ retryDays: [1], afterLastRetry })
  setCardBehaviour(stripe, card.id, 'declines')
  advance(stripe, FEBRUARY_END + 2 * DAY)
  expect(stripe.subscriptions.need(id).status).toBe(status)
})

it('becomes active again, and the customer owes nothing, when a retry works', () => {
  const { stripe, id, card, customer } = start({ retryDays: [3] })
  setCardBehaviour(stripe, card.id, 'declines')
  advance(stripe, FEBRUARY_END + DAY)
  expect(stripe.customers.need(customer.id).delinquent).toBe(true)
  setCardBehaviour(stripe, card.id, 'succeeds')
  const seen = during(stripe, () => advance(stripe, 3 * DAY))
  expect(seen.map(({ type }) => type)).toEqual([
    'charge.succeeded',
    'payment_intent.succeeded',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_succeeded',
    'customer.subscription.updated',
    'customer.updated',
    'invoice_payment.paid',
  ])
  expect(stripe.subscriptions.need(id).status).toBe('active')
  expect(stripe.customers.need(customer.id).delinquent).toBe(false)
})

it('expires a first payment that nobody made within 23 hours, by an update', () => {
  const { stripe, price, customer, card } = start()
  setCardBehaviour(stripe, card.id, 'declines')
  const { id } = subscribe(stripe, { customer: customer.id, items: [{ price: price.id }] })
  expect(stripe.subscriptions.need(id).status).toBe('incomplete')
  const seen = during(stripe, () => advance(stripe, 23 * HOUR))
  expect(seen.map(({ type }) => type)).toEqual([
    'invoice_payment.paid',
    'customer.subscription.updated',
    'invoice.voided',
    'payment_intent.canceled',
  ])
  expect(stripe.subscriptions.need(id).status).toBe('incomplete_expired')
})

it('ends a scheduled cancellation at the period’s end with a single event and no renewal', () => {
  const { stripe, id } = start()
  const scheduled = cancelAtPeriodEnd(stripe, id, { inPortal: true })
  expect(scheduled).toMatchObject({ cancel_at: NOW + FEBRUARY_END, cancel_at_period_end: false, canceled_at: NOW })
  advance(stripe, FEBRUARY_END - 1)
  const seen = during(stripe, () => advance(stripe, 2 * HOUR))
  expect(seen.map(({ type, at }) => [type, at])).toEqual([['customer.subscription.deleted', FEBRUARY_END]])
})

it('voids invoices while collection is paused and resumes on the date that was set', () => {
  const { stripe, id } = start()
  pauseCollection(stripe, id, 'void', NOW + FEBRUARY_END + DAY)
  const seen = during(stripe, () => advance(stripe, FEBRUARY_END + 2 * DAY))
  expect(seen.map(({ type }) => type)).toContain('invoice.voided')
  expect(seen.map(({ type }) => type)).not.toContain('invoice.paid')
  expect(stripe.subscriptions.need(id)).toMatchObject({ status: 'active', pause_collection: null })
})

it('puts the prorations of an upgrade on the next invoice', () => {
  const { stripe, id } = start()
  advance(stripe, FEBRUARY_END / 2)
  const seen = during(stripe, () => changePlan(stripe, id, { quantity: 4 }))
  expect(seen.map(({ type }) => type)).toEqual([
    'invoiceitem.created',
    'invoiceitem.created',
    'customer.subscription.updated',
  ])
  advance(stripe, FEBRUARY_END / 2 + 2 * HOUR)
  const invoice = stripe.invoices.need(stripe.subscriptions.need(id).latest_invoice as string)
  expect(invoice.lines.data.map((line) => line.amount)).toEqual([4_000, -1_000, 2_000])
  expect(invoice).toMatchObject({ status: 'paid', amount_paid: 5_000 })
})

it('starts a new period at once when the price has another interval', () => {
  const { stripe, id, product } = start()
  const fields = { product: product.id, currency: 'usd', unitAmount: 10_000, interval: 'year' } as const
  const yearly = createPrice(stripe, fields)
  advance(stripe, DAY)
  changePlan(stripe, id, { price: yearly.id, quantity: 1, proration: 'always_invoice' })
  const subscription = stripe.subscriptions.need(id)
  expect(subscription.billing_cycle_anchor).toBe(NOW + DAY)
  expect(subscription.items.data[0]?.current_period_end).toBe(Date.UTC(2027, 1, 1, 12) / 1000)
  const invoice = stripe.invoices.need(subscription.latest_invoice as string)
  expect(invoice).toMatchObject({ billing_reason: 'subscription_update', status: 'paid' })
})
