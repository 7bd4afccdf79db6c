import type { Stripe } from 'stripe'
import { createPrice, createProduct } from '../actions/catalog.ts'
import { attachCard, createCustomer } from '../actions/customers.ts'
import { finalizeDue } from '../actions/renewal.ts'
import { type SubscribeFields, subscribe } from '../actions/subscribe.ts'
import { advanceTo } from '../advance.ts'
import { drawPerson } from '../people.ts'
import { DAY } from '../period.ts'
import type { CardBehaviour, StripeSandbox } from '../sandbox.ts'

/** A scenario makes the objects it needs, so that the event it is named after comes with its side events. */
export type Scenario = (stripe: StripeSandbox) => void

/** Longer than any month: a period that began then is over now. */
const LAST_MONTH_DAYS = 31

export function somebody(stripe: StripeSandbox): Stripe.Customer {
  return createCustomer(stripe, drawPerson(stripe.random))
}

export function somebodyWithCard(stripe: StripeSandbox, behaviour: CardBehaviour = 'succeeds') {
  const customer = somebody(stripe)
  const card = attachCard(stripe, customer.id, { behaviour })
  return { customer: stripe.customers.need(customer.id), card }
}

export function aProduct(stripe: StripeSandbox): Stripe.Product {
  return createProduct(stripe, { name: 'Standard plan', description: 'Made by a trigger.' })
}

export function aMonthlyPrice(stripe: StripeSandbox, unitAmount = 1_500): Stripe.Price {
  return createPrice(stripe, { product: aProduct(stripe).id, currency: 'usd', unitAmount, interval: 'month' })
}

export function aSubscriber(stripe: StripeSandbox, fields: Partial<SubscribeFields> = {}) {
  const { customer, card } = somebodyWithCard(stripe)
  const price = aMonthlyPrice(stripe)
  const subscription = subscribe(stripe, { customer: customer.id, items: [{ price: price.id }], ...fields })
  return { customer, card, price, subscription }
}

/** A subscriber whose first month is over: the renewal has just been made and waits as a draft. */
export function aRenewal(stripe: StripeSandbox, behaviour: CardBehaviour = 'succeeds') {
  const subscriber = aSubscriber(stripe, { startedAt: stripe.now() - LAST_MONTH_DAYS * DAY })
  stripe.cards.set(subscriber.card.id, behaviour)
  advanceTo(stripe, stripe.now())
  const subscription = stripe.subscriptions.need(subscriber.subscription.id)
  return { ...subscriber, subscription, draft: subscription.latest_invoice as string }
}

/** As above, with the hour that a draft waits left out: finalised and charged. */
export function aCollectedRenewal(stripe: StripeSandbox, behaviour: CardBehaviour = 'succeeds') {
  const renewal = aRenewal(stripe, behaviour)
  finalizeDue(stripe, renewal.draft)
  return renewal
}

/** The charge that paid a subscriber's first invoice. */
export function chargeOf(stripe: StripeSandbox, subscription: Stripe.Subscription): Stripe.Charge {
  const paymentId = stripe.paymentOfInvoice.get(subscription.latest_invoice as string)
  const payment = stripe.invoicePayments.need(paymentId ?? '')
  const intent = stripe.paymentIntents.need(payment.payment.payment_intent as string)
  return stripe.charges.need(intent.latest_charge as string)
}
