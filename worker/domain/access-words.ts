import type { Access } from './access.ts'
import { besides, pausedWords, subscribedWords, toCome } from './scheduled-words.ts'
import type { AccountSettings } from './settings.ts'
import { dayOfSeconds as day } from './times.ts'

/** Why access is what it is, in one sentence a person understands, and what is set to come in further ones. */
export function accessReason(access: Access, settings: AccountSettings['access']): string {
  const { code, subject, since, until, toldAt } = access
  const grace = settings.grace_days
  switch (code) {
    case 'no_subscription':
      return toldAt === null
        ? 'There is no subscription, so there is no access.'
        : `Stripe customer ${subject} was deleted on ${day(toldAt)} and there is no subscription, so there is no access.`
    case 'incomplete':
      return `The first payment of subscription ${subject} is not finished, so it grants nothing yet.`
    case 'incomplete_expired':
      return `The first payment of subscription ${subject} was not finished in time, so it never granted anything.`
    case 'subscribed':
      return subscribedWords(access, settings.on_pause)
    case 'trial':
      return until === null
        ? `Subscription ${subject} is in its trial until ${day(toldAt)}, so access is active.${besides({ ...access, cancelsAt: null })}`
        : `Subscription ${subject} is in its trial until ${day(toldAt)} and set to be canceled on ${day(until)}, so access is active until then.${besides({ ...access, cancelsAt: null })}`
    case 'in_grace':
      return `${missing(access)}; the grace of ${days(grace)} keeps access until ${day(until)}.${besides(access)}`
    case 'payment_failed':
      return grace === 0
        ? `${missing(access)}, so access is suspended until it is paid.${besides(access)}`
        : `${missing(access)} and the grace of ${days(grace)} is over, so access is suspended until it is paid.${besides(access)}`
    case 'collection_paused':
      return `${pausedWords(access)} and the paid period ended on ${day(since)}, so access is ${access.state}.${toCome(access)}`
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

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`
}
