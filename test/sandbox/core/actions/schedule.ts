import type { Stripe } from 'stripe'
import { emit } from '../emit.ts'
import { DAY } from '../period.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { periodEndOf } from './subscription-reading.ts'

const TRIAL_NOTICE_DAYS = 3

/** Puts the next renewal, and the notice before it, on the clock. */
export function scheduleRenewal(stripe: StripeSandbox, subscription: Stripe.Subscription): void {
  const at = periodEndOf(subscription)
  if (subscription.status !== 'trialing') stripe.tasks.add({ at, kind: 'renew', id: subscription.id })
  const noticeAt = at - stripe.account.upcomingDays * DAY
  if (noticeAt > stripe.now() && subscription.collection_method === 'charge_automatically') {
    stripe.tasks.add({ at: noticeAt, kind: 'announce_invoice', id: subscription.id })
  }
}

/** trial_will_end comes three days before the end, or at once when the trial is shorter than that. */
export function scheduleTrial(stripe: StripeSandbox, subscription: Stripe.Subscription): void {
  const end = subscription.trial_end
  if (end === null) return
  const noticeAt = end - TRIAL_NOTICE_DAYS * DAY
  if (noticeAt <= stripe.now()) emit(stripe, 'customer.subscription.trial_will_end', subscription)
  else stripe.tasks.add({ at: noticeAt, kind: 'announce_trial_end', id: subscription.id })
  stripe.tasks.add({ at: end, kind: 'end_trial', id: subscription.id })
}
