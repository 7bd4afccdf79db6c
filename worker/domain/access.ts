import type { BillingSubscription } from './billing.ts'
import type { AccessCode, AccessState } from './customer.ts'
import { failingSince } from './failing.ts'
import { cancelDate } from './mrr/cancel.ts'
import { paidUntil } from './paid-until.ts'
import type { Payer } from './payer.ts'
import { decidingInvoiceOf } from './proof.ts'
import type { AccountSettings } from './settings.ts'

/** Access of one subscription or of a customer; times are seconds. */
export interface Access {
  state: AccessState
  code: AccessCode
  since: number | null
  /** When it changes by the passing of time alone; null where nothing is due. */
  until: number | null
  /** What the sentence about it is about. */
  subject: string | null
  /**
   * What the sentence tells besides: when the payment failed first (null: it is overdue and was never tried), when the
   * trial ends, or when the latest invoice was paid (null: it was not, or there is none).
   */
  toldAt: number | null
  /** When it is set to be canceled. */
  cancelsAt: number | null
  pause: CollectionPause | null
}

/** Collecting is paused at Stripe; until when it is paid for says only what `void` leaves unpaid. */
export interface CollectionPause {
  behavior: string
  resumesAt: number | null
  paidUntil: number | null
}

export interface AccessRules {
  settings: AccountSettings['access']
  nowSeconds: number
}

/** The better state decides where a customer has several subscriptions. */
const BETTER: readonly AccessState[] = ['active', 'suspended', 'frozen', 'expired', 'none']
/** Nothing is told besides. */
export const NOTHING_TOLD = { toldAt: null, cancelsAt: null, pause: null }
const NONE = { since: null, until: null, subject: null, ...NOTHING_TOLD }

/**
 * What a subscription grants now: a function of what is held and of the time, never of the order it came in. `incomplete`
 * never grants (https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses).
 */
export function accessOfSubscription(payer: Payer, id: string, rules: AccessRules): Access {
  const seen = payer.subscriptions[id]
  if (!seen) return { ...NONE, state: 'none', code: 'no_subscription' }
  const { billing, at } = seen
  const { settings, nowSeconds } = rules
  const about = { ...NONE, subject: id }
  const goneAt = payer.person?.goneAt ?? null
  const endState: AccessState = settings.on_end === 'freeze' ? 'frozen' : 'expired'
  if (billing.status === 'canceled') {
    const since = billing.endedAt ?? billing.canceledAt ?? at
    return { ...about, state: endState, code: 'ended', since: goneAt === null ? since : Math.min(since, goneAt) }
  }
  if (goneAt !== null) return { ...about, state: endState, code: 'stripe_customer_deleted', since: goneAt }
  if (billing.status === 'incomplete' || billing.status === 'incomplete_expired')
    return { ...about, state: 'none', code: billing.status }
  if (billing.status === 'paused') return { ...about, state: 'frozen', code: 'paused', since: pausedSince(billing, at) }
  const startedAt = billing.startedAt ?? billing.created ?? at
  const endsAt = cancelDate(billing)
  if (endsAt !== null && endsAt <= nowSeconds)
    return { ...about, state: endState, code: 'cancel_date_passed', since: endsAt }
  const live = { ...about, cancelsAt: endsAt, pause: pauseOf(payer, billing) }
  if (billing.status === 'trialing')
    return { ...live, state: 'active', code: 'trial', since: startedAt, until: endsAt, toldAt: billing.trialEnd }
  if (!['active', 'past_due', 'unpaid'].includes(billing.status)) return { ...about, state: 'none', code: 'incomplete' }
  const failedAt = failingSince(payer, billing, at)
  if (failedAt !== null) {
    const graceEnd = failedAt + settings.grace_days * 86_400
    const isOver = settings.grace_days === 0 || graceEnd <= nowSeconds
    const toldAt = wasTried(payer, id) ? failedAt : null
    return isOver
      ? { ...live, state: 'suspended', code: 'payment_failed', since: graceEnd, until: endsAt, toldAt }
      : {
          ...live,
          state: 'active',
          code: 'in_grace',
          since: startedAt,
          until: earliest(graceEnd, endsAt),
          toldAt,
        }
  }
  const granted: Access = {
    ...{ ...live, state: 'active', code: 'subscribed', until: endsAt },
    // Whatever was paid late meanwhile: so it stays from one renewal to the next.
    since: startedAt,
    toldAt: decidingInvoiceOf(payer, id)?.paidAt ?? null,
  }
  return live.pause?.behavior === 'void' ? whileVoided(granted, live.pause, rules) : granted
}

/** An invoice that was sent is due, and nobody tries to collect it. */
function wasTried(payer: Payer, id: string): boolean {
  const invoice = decidingInvoiceOf(payer, id)
  return invoice?.outcome !== 'open' || invoice.attempts > 0
}

function pauseOf(payer: Payer, billing: BillingSubscription): CollectionPause | null {
  const { pause } = billing
  return pause && { ...pause, paidUntil: pause.behavior === 'void' ? paidUntil(payer, billing) : null }
}

/** Nothing is paid for once the paid period is over. */
function whileVoided(granted: Access, pause: CollectionPause, { settings, nowSeconds }: AccessRules): Access {
  if (settings.on_pause === 'keep') return granted
  const until = pause.paidUntil ?? 0
  if (until > nowSeconds) return { ...granted, until: earliest(until, granted.until) }
  const state = settings.on_pause === 'freeze' ? 'frozen' : 'suspended'
  return { ...granted, state, code: 'collection_paused', since: until, until: pause.resumesAt, toldAt: null }
}

/** Stripe tells it since 2026-10-28.endive; before, the one meaning was a trial that ended without a payment method. */
function pausedSince({ pausedAt, statusReason, trialEnd }: BillingSubscription, at: number): number {
  if (pausedAt !== null) return pausedAt
  const isEndOfTrial = statusReason === 'trial_end_without_payment_method'
  return isEndOfTrial && trialEnd !== null && trialEnd <= at ? trialEnd : at
}

/** Where there is no subscription: that all of the customer's Stripe customers were deleted is told. */
export function accessWithout(payers: readonly Payer[]): Access {
  const gone = payers.flatMap(({ id, person }) => (person?.goneAt == null ? [] : [{ id, at: person.goneAt }]))
  const [last] = gone.sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
  const told = last && gone.length === payers.length ? { subject: last.id, toldAt: last.at } : {}
  return { ...NONE, ...told, state: 'none', code: 'no_subscription' }
}

/** The best of them, the earliest of equals: that is how long a customer has had it. */
export function bestAccess(all: readonly Access[]): Access {
  const none: Access = { ...NONE, state: 'none', code: 'no_subscription' }
  return all.reduce((best, access) => (compare(access, best) < 0 ? access : best), none)
}

function compare(a: Access, b: Access): number {
  const rank = BETTER.indexOf(a.state) - BETTER.indexOf(b.state)
  if (rank !== 0) return rank
  if ((a.subject === null) !== (b.subject === null)) return a.subject === null ? 1 : -1
  // Of ends the latest speaks: it is the one that ended access.
  const isOver = a.state === 'expired' || a.state === 'frozen'
  const byTime = (a.since ?? 0) - (b.since ?? 0)
  return (isOver ? -byTime : byTime) || ((a.subject ?? '') < (b.subject ?? '') ? -1 : 1)
}

function earliest(...times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length > 0 ? Math.min(...known) : null
}
