import type { BillingSubscription } from '../billing.ts'

/** In none of these anything is to come. */
const ENDED = ['canceled', 'incomplete_expired']

export function hasEnded({ status }: BillingSubscription): boolean {
  return ENDED.includes(status)
}

/**
 * When a subscription is to end, in seconds: Stripe sets a date, or says that it is the end of the period, or both
 * (https://docs.stripe.com/billing/subscriptions/cancel).
 */
export function cancelDate({ cancelAt, cancelAtPeriodEnd, currentPeriodEnd }: BillingSubscription): number | null {
  return cancelAt ?? (cancelAtPeriodEnd ? currentPeriodEnd : null)
}

/** A request to cancel stands; `canceled_at` alone means nothing. */
export function isScheduledToCancel(billing: BillingSubscription, nowSeconds: number): boolean {
  const { cancelAt, cancelAtPeriodEnd } = billing
  return !hasEnded(billing) && (cancelAtPeriodEnd || (cancelAt !== null && cancelAt > nowSeconds))
}
