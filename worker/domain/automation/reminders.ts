import type { CustomerSubscription, StoredCustomer } from '../customer.ts'
import type { Occurrence } from './occurrence.ts'

/** How many days before a renewal or the end of a trial something may happen. */
export interface ReminderDays {
  renewing: readonly number[]
  trialEnding: readonly number[]
}

interface Moment {
  atMs: number
  occurrence: Occurrence
}

const DAY_MS = 86_400_000
const RENEWING = ['active', 'past_due']

/** The first moment after `nowMs` at which somebody is to be reminded; null: none. */
export function nextReminderAtMs(customer: StoredCustomer, days: ReminderDays, nowMs: number): number | null {
  const times = momentsOf(customer, days).flatMap(({ atMs }) => (atMs > nowMs ? [atMs] : []))
  return times.length > 0 ? Math.min(...times) : null
}

/** Moments that came after `afterMs` and until `nowMs`. */
export function remindersBetween(
  customer: StoredCustomer,
  days: ReminderDays,
  afterMs: number,
  nowMs: number,
): Occurrence[] {
  return momentsOf(customer, days)
    .filter(({ atMs }) => atMs > afterMs && atMs <= nowMs)
    .map(({ occurrence }) => occurrence)
}

function momentsOf({ subscriptions }: StoredCustomer, days: ReminderDays): Moment[] {
  return subscriptions.flatMap((subscription) => [
    ...(subscription.status === 'trialing'
      ? days.trialEnding.flatMap((n) => moment('subscription.trial_ending', subscription, subscription.trial_end, n))
      : []),
    ...(RENEWING.includes(subscription.status) && !endsBefore(subscription)
      ? days.renewing.flatMap((n) => moment('subscription.renewing', subscription, subscription.current_period_end, n))
      : []),
  ])
}

/** A cancel is scheduled at or before the renewal, so there is none. */
function endsBefore({ cancel_at: cancelAt, current_period_end: periodEnd }: CustomerSubscription): boolean {
  return cancelAt !== null && (periodEnd === null || Date.parse(cancelAt) <= Date.parse(periodEnd))
}

function moment(
  trigger: 'subscription.trial_ending' | 'subscription.renewing',
  subscription: CustomerSubscription,
  end: string | null,
  days: number,
): Moment[] {
  if (end === null) return []
  const atMs = Date.parse(end) - days * DAY_MS
  return [{ atMs, occurrence: { ...reminder(trigger, subscription, end, days), atMs } }]
}

/** The same occurrence whether our clock or Stripe's `trial_will_end` tells of it first. */
export function reminder(
  trigger: 'subscription.trial_ending' | 'subscription.renewing',
  subscription: CustomerSubscription,
  end: string,
  days: number,
): Omit<Occurrence, 'atMs'> {
  const what = trigger === 'subscription.trial_ending' ? 'trial_ending' : 'renewing'
  return {
    trigger,
    cause: `${what} ${subscription.id} ${end} ${days}`,
    event: null,
    subscription: subscription.id,
    prices: subscription.items.flatMap(({ price }) => price ?? []),
    products: subscription.items.flatMap(({ product }) => product ?? []),
    days,
    data: what === 'trial_ending' ? { trial_end: end, days } : { renewal_date: end, days },
  }
}
