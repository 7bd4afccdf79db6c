import type { Stripe } from 'stripe'
import type { StripeSandbox } from '../sandbox.ts'
import { missingResource } from '../stripe-problem.ts'

export function needSubscription(stripe: StripeSandbox, id: string): Stripe.Subscription {
  const subscription = stripe.subscriptions.get(id)
  if (!subscription) throw missingResource('subscription', id)
  return subscription
}

/** When the next item renews: items of mixed intervals have ends of their own. */
export function periodEndOf(subscription: Stripe.Subscription): number {
  return Math.min(...subscription.items.data.map((item) => item.current_period_end))
}

export function hasEnded(subscription: Stripe.Subscription): boolean {
  return subscription.status === 'canceled' || subscription.status === 'incomplete_expired'
}

/** The card that pays: the subscription's own, else the customer's default; null when there is none. */
export function methodFor(
  stripe: StripeSandbox,
  customer: Stripe.Customer,
  subscription: Stripe.Subscription | null,
): Stripe.PaymentMethod | null {
  const id = subscription?.default_payment_method ?? customer.invoice_settings.default_payment_method
  return typeof id === 'string' ? (stripe.paymentMethods.get(id) ?? null) : null
}
