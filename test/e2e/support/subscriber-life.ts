import { DAY, HOUR, NOW, type SubscriptionSeed, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { type InvoiceSeed, invoice } from '../../support/billing-payments.ts'
import type { Customer } from './customers.ts'

/** What Stripe tells of somebody who subscribes, fails to pay, pays, and ends: a step at a time. */
export function lifeOf(name: string) {
  const [customer, id] = [`cus_${name}`, `sub_${name}`]
  const items = [
    { id: 'price_pro', product: 'prod_pro' },
    { id: 'price_support', product: 'prod_support', amount: 500 },
  ]
  const of = (seed: SubscriptionSeed) =>
    subscription({ id, customer, items, created: NOW - 40 * DAY, latestInvoice: `in_${name}`, ...seed })
  const bill = (seed: InvoiceSeed) =>
    invoice({
      id: `in_${name}`,
      customer,
      subscription: id,
      amount: 2_500,
      created: NOW - 6 * HOUR,
      attempts: 1,
      ...seed,
    })
  const updated = (seed: SubscriptionSeed, at: number) => event('customer.subscription.updated', of(seed), { at })
  return {
    arrives: event('customer.created', stripeCustomer({ id: customer, email: `${name}@example.com` }), {
      at: NOW - 40 * DAY,
    }),
    subscribes: event('customer.subscription.created', of({ latestInvoice: `in_first_${name}` }), {
      at: NOW - 40 * DAY,
    }),
    fails: [
      event('invoice.payment_failed', bill({ nextAttempt: NOW + DAY }), { at: NOW - 5 * HOUR }),
      updated({ status: 'past_due' }, NOW - 5 * HOUR),
    ],
    pays: [
      event('invoice.paid', bill({ status: 'paid', attempts: 2 }), { at: NOW - 4 * HOUR }),
      updated({}, NOW - 4 * HOUR),
    ],
    ends: event('customer.subscription.deleted', of({ status: 'canceled', endedAt: NOW - HOUR }), { at: NOW - HOUR }),
  }
}

/** All of a customer but ids, the times at which it came to be known, and what set each value. */
export function essence(customer: Customer, name: string): unknown {
  const { id: _id, created_at: _created, updated_at: _updated, fields, ...rest } = customer
  const values = Object.entries(fields).flatMap(([key, { value }]) => (isEmpty(value) ? [] : [[key, value]]))
  return JSON.parse(JSON.stringify({ ...rest, fields: Object.fromEntries(values) }).replaceAll(name, 'somebody'))
}

/** A value that is empty again tells of a time when it was not; who never saw that time has no such field. */
function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0)
}
