import type { Stripe } from 'stripe'
import { asRequest, change, emit, emitChange } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { needSubscription, periodEndOf } from './subscription-reading.ts'

export type CancelReason = 'cancellation_requested' | 'payment_failed' | 'payment_disputed'

export interface CancelFields {
  reason?: CancelReason
  feedback?: Stripe.Subscription.CancellationDetails.Feedback | null
  comment?: string | null
}

/** Ends the subscription; the one event is customer.subscription.deleted, also for a scheduled end that has come. */
export function cancelNow(stripe: StripeSandbox, id: string, fields: CancelFields = {}): Stripe.Subscription {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const subscription = needSubscription(stripe, id)
    const now = stripe.now()
    const [, after] = change(stripe.subscriptions, id, {
      status: 'canceled',
      canceled_at: subscription.canceled_at ?? now,
      ended_at: now,
      cancellation_details: subscription.canceled_at === null ? detailsOf(fields) : subscription.cancellation_details,
    })
    emit(stripe, 'customer.subscription.deleted', after)
    return after
  })
}

/**
 * Schedules the end for when the paid period is over. A flexible subscription cancelled in the Customer Portal gets
 * only `cancel_at`; a classic one, and every API call, sets `cancel_at_period_end` too.
 */
export function cancelAtPeriodEnd(
  stripe: StripeSandbox,
  id: string,
  fields: CancelFields & { inPortal?: boolean } = {},
): Stripe.Subscription {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const subscription = needSubscription(stripe, id)
    const end = subscription.trial_end ?? 0
    const cancelAt = Math.max(periodEndOf(subscription), end)
    const onlyDate = subscription.billing_mode.type === 'flexible' && (fields.inPortal ?? false)
    const [before, after] = change(stripe.subscriptions, id, {
      cancel_at: cancelAt,
      cancel_at_period_end: !onlyDate,
      canceled_at: stripe.now(),
      cancellation_details: detailsOf(fields),
    })
    emitChange(stripe, 'customer.subscription.updated', before, after)
    stripe.tasks.add({ at: cancelAt, kind: 'cancel_scheduled', id })
    return after
  })
}

/** Takes a scheduled end back. */
export function keepSubscription(stripe: StripeSandbox, id: string): Stripe.Subscription {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    needSubscription(stripe, id)
    const [before, after] = change(stripe.subscriptions, id, {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    })
    emitChange(stripe, 'customer.subscription.updated', before, after)
    return after
  })
}

function detailsOf(fields: CancelFields): Stripe.Subscription.CancellationDetails {
  return {
    comment: fields.comment ?? null,
    feedback: fields.feedback ?? null,
    feedback_option: null,
    reason: fields.reason ?? 'cancellation_requested',
  }
}
