import type { Stripe } from 'stripe'
import { describe, expect, it } from 'vitest'
import { createCoupon } from '../../sandbox/core/actions/account.ts'
import { createOneOffInvoice, finalize, payOutOfBand } from '../../sandbox/core/actions/one-off-invoices.ts'
import { subscribe } from '../../sandbox/core/actions/subscribe.ts'
import { isSentTo, RENDERED_VERSIONS, renderEvent } from '../../sandbox/core/render.ts'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { aCollectedRenewal, aMonthlyPrice, somebodyWithCard } from '../../sandbox/core/triggers/stage.ts'

const OLD_VERSIONS = ['2025-02-24.acacia', '2022-11-15'] as const

type Old = Record<string, unknown>

/** What stands at a path such as `data.object.lines.data.0`; older shapes have no types in this SDK. */
function at(value: unknown, path: string): Old {
  return path.split('.').reduce<unknown>((inner, key) => (inner as Old)[key], value) as Old
}

function renewal() {
  const stripe = new StripeSandbox({ seed: 1, now: 1_795_200_000 })
  const events: Stripe.Event[] = []
  stripe.onEvent((record) => events.push(record.event))
  const { subscription } = aCollectedRenewal(stripe)
  const last = (type: Stripe.Event['type']) => events.findLast((event) => event.type === type) as Stripe.Event
  return { stripe, subscription, last }
}

describe.each(OLD_VERSIONS)('an event of %s', (version) => {
  const { stripe, subscription, last } = renewal()
  const render = (type: Stripe.Event['type']) => renderEvent(stripe, last(type), version)

  it('names its version and keeps its id', () => {
    expect(render('invoice.paid')).toMatchObject({ api_version: version, id: last('invoice.paid').id })
  })

  it('has the period on the subscription, and in previous_attributes as well', () => {
    const rendered = render('customer.subscription.updated')
    const [object, previous] = [at(rendered, 'data.object'), at(rendered, 'data.previous_attributes')]
    const [item] = subscription.items.data
    expect(object).toMatchObject({
      current_period_start: item?.current_period_start,
      current_period_end: item?.current_period_end,
      discount: null,
    })
    expect(previous.current_period_end).toBe(object.current_period_start)
    expect(Object.keys(previous).sort()).toEqual(['current_period_end', 'current_period_start', 'latest_invoice'])
  })

  it('names subscription, charge and intent on the invoice and says that it is paid', () => {
    const { object } = render('invoice.paid').data
    expect(object).toMatchObject({
      subscription: subscription.id,
      paid: true,
      paid_out_of_band: false,
      charge: expect.stringMatching(/^ch_/),
      payment_intent: expect.stringMatching(/^pi_/),
      tax: null,
    })
    expect(object).not.toHaveProperty('parent')
    expect(object).not.toHaveProperty('total_taxes')
  })

  it('knows no charge on an invoice that nobody had paid yet', () => {
    expect(render('invoice.created').data.object).toMatchObject({ paid: false, charge: null, payment_intent: null })
  })

  it('has price and plan whole on each line', () => {
    const line = at(render('invoice.paid'), 'data.object.lines.data.0')
    expect(line).toMatchObject({
      type: 'subscription',
      proration: false,
      subscription_item: subscription.items.data[0]?.id,
      price: { id: subscription.items.data[0]?.price.id, recurring: { aggregate_usage: null } },
      plan: { object: 'plan', amount: 1_500 },
    })
    expect(line).not.toHaveProperty('pricing')
    expect(line).not.toHaveProperty('parent')
  })

  it('names the invoice on charge and intent', () => {
    expect(render('charge.succeeded').data.object).toHaveProperty('invoice', subscription.latest_invoice)
    expect(render('payment_intent.succeeded').data.object).toHaveProperty('invoice', subscription.latest_invoice)
  })

  it('is not sent for objects that the version does not know', () => {
    expect(isSentTo(version, 'invoice_payment.paid')).toBe(false)
    expect(isSentTo(version, 'invoice.paid')).toBe(true)
  })
})

it('tells an invoice that was settled outside of Stripe', () => {
  const stripe = new StripeSandbox({ seed: 3, now: 1_795_200_000 })
  const { customer } = somebodyWithCard(stripe)
  const fields = { customer: customer.id, amount: 2_000, currency: 'usd', description: 'Setup' }
  payOutOfBand(stripe, finalize(stripe, createOneOffInvoice(stripe, fields).id).id)
  const paid = stripe.events.all().findLast((event) => event.type === 'invoice.paid') as Stripe.Event
  expect(paid.data.object).toMatchObject({ status: 'paid', amount_paid: 0, amount_paid_off_stripe: 2_000 })
  const rendered = renderEvent(stripe, paid, '2022-11-15')
  expect(rendered.data.object).toMatchObject({ paid: true, paid_out_of_band: true, subscription: null, charge: null })
  expect(stripe.events.all().map((event) => event.type)).not.toContain('invoice.payment_succeeded')
})

it('has the coupon inside the one discount of older versions', () => {
  const stripe = new StripeSandbox({ seed: 2, now: 1_795_200_000 })
  const coupon = createCoupon(stripe, { percentOff: 25, duration: 'forever' })
  const { customer } = somebodyWithCard(stripe)
  const items = [{ price: aMonthlyPrice(stripe, 2_000).id }]
  subscribe(stripe, { customer: customer.id, items, coupon: coupon.id })
  const created = stripe.events.all().find((event) => event.type === 'customer.subscription.created') as Stripe.Event
  for (const version of OLD_VERSIONS) {
    const rendered = renderEvent(stripe, created, version)
    expect(at(rendered, 'data.object.discount')).toMatchObject({
      object: 'discount',
      coupon: { id: coupon.id, percent_off: 25 },
    })
  }
  const paid = stripe.events.all().find((event) => event.type === 'invoice.paid')
  expect(paid?.data.object).toMatchObject({ subtotal: 2_000, total: 1_500, amount_paid: 1_500 })
})

it('sends what has been seen of later additions to acacia: item periods and billing_mode, but not to 2022-11-15', () => {
  const { stripe, last } = renewal()
  const [, acacia, oldest] = RENDERED_VERSIONS.map((version) =>
    at(renderEvent(stripe, last('customer.subscription.updated'), version), 'data.object'),
  )
  expect(at(acacia, 'items.data.0')).toHaveProperty('current_period_end', at(acacia, 'current_period_end'))
  expect(acacia).toHaveProperty('billing_mode')
  expect(at(oldest, 'items.data.0')).not.toHaveProperty('current_period_end')
  expect(oldest).not.toHaveProperty('billing_mode')
})

it('gives a version without a shape of its own that of its era', () => {
  const { stripe, last } = renewal()
  const summer2024 = renderEvent(stripe, last('invoice.paid'), '2024-06-20')
  expect(summer2024).toMatchObject({ api_version: '2024-06-20', data: { object: { paid: true } } })
  const clover = renderEvent(stripe, last('invoice.paid'), '2026-02-25.clover')
  expect(clover.data.object).not.toHaveProperty('paid')
})
