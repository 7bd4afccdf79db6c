import type { Access } from './access.ts'
import type { AccountSettings } from './settings.ts'
import { isoOfSeconds } from './times.ts'

/** Why access is what it is, in one sentence a person understands. */
export function accessReason(access: Access, settings: AccountSettings['access']): string {
  const { code, subject, since, until, toldAt } = access
  const grace = settings.grace_days
  switch (code) {
    case 'no_subscription':
      return 'There is no subscription, so there is no access.'
    case 'incomplete':
      return `The first payment of subscription ${subject} is not finished, so it grants nothing yet.`
    case 'incomplete_expired':
      return `The first payment of subscription ${subject} was not finished in time, so it never granted anything.`
    case 'subscribed':
      return until === null
        ? `Subscription ${subject} is ${toldAt === null ? 'active' : 'paid for'}, so access is active.`
        : `Subscription ${subject} is ${toldAt === null ? 'active' : 'paid for'} and runs until ${day(until)}, so access is active until then.`
    case 'trial':
      return until === null
        ? `Subscription ${subject} is in its trial until ${day(toldAt)}, so access is active.`
        : `Subscription ${subject} is in its trial and ends on ${day(until)}, so access is active until then.`
    case 'in_grace':
      return `${missing(access)}; the grace of ${days(grace)} keeps access until ${day(until)}.`
    case 'payment_failed':
      return grace === 0
        ? `${missing(access)}, so access is suspended until it is paid.`
        : `${missing(access)} and the grace of ${days(grace)} is over, so access is suspended until it is paid.`
    case 'collection_paused':
      return `Collecting for subscription ${subject} is paused and the paid period ended on ${day(since)}, so access is ${access.state}${until === null ? '' : ` until ${day(until)}`}.`
    case 'paused':
      return `Subscription ${subject} is paused at Stripe since ${day(since)}, so access is frozen.`
    case 'ended':
      return `Subscription ${subject} ended on ${day(since)}, so access is ${access.state}.`
    case 'cancel_date_passed':
      return `Subscription ${subject} was to be canceled on ${day(since)}, and that day has come, so access is ${access.state}.`
    case 'stripe_customer_deleted':
      return `The Stripe customer was deleted on ${day(since)}, which ended subscription ${subject}, so access is ${access.state}.`
    case 'refunded':
      return `Charge ${subject} was refunded in full on ${day(since)}, so access is ${access.state} until a later payment.`
    case 'disputed':
      return `The payment was disputed on ${day(since)} (${subject}), so access is suspended until that is decided.`
    case 'dispute_lost':
      return `The dispute ${subject} was lost on ${day(since)}, so access is expired until a later payment.`
    case 'overridden':
      return `Set by hand to ${access.state}${until === null ? '' : ` until ${day(until)}`}${subject ? `: ${subject}` : ''}.`
  }
}

function missing({ subject, toldAt }: Access): string {
  return toldAt === null
    ? `An invoice of subscription ${subject} is overdue`
    : `A payment of subscription ${subject} failed on ${day(toldAt)}`
}

function day(seconds: number | null): string {
  return seconds === null ? 'an unknown day' : isoOfSeconds(seconds).slice(0, 10)
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}
