import type { BillingSubscription } from './billing.ts'
import type { AccessCode, AccessState } from './customer.ts'
import { cancelDate } from './mrr/cancel.ts'
import { type DisputeEvidence, latestInvoiceOf, type Payer } from './payer.ts'
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
  /** What the sentence tells besides: when the payment failed first, or when the trial ends. */
  toldAt: number | null
}

export interface AccessRules {
  settings: AccountSettings['access']
  nowSeconds: number
}

/** The better state decides where a customer has several subscriptions. */
const BETTER: readonly AccessState[] = ['active', 'suspended', 'frozen', 'expired', 'none']
const NONE = { since: null, until: null, subject: null, toldAt: null }

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
  if (billing.status === 'trialing')
    return { ...about, state: 'active', code: 'trial', since: startedAt, until: endsAt, toldAt: billing.trialEnd }
  if (!['active', 'past_due', 'unpaid'].includes(billing.status)) return { ...about, state: 'none', code: 'incomplete' }
  const failedAt = failingSince(payer, billing, at)
  if (failedAt !== null) {
    const graceEnd = failedAt + settings.grace_days * 86_400
    const isOver = graceEnd <= nowSeconds
    return isOver
      ? { ...about, state: 'suspended', code: 'payment_failed', since: graceEnd, until: endsAt, toldAt: failedAt }
      : {
          ...about,
          state: 'active',
          code: 'in_grace',
          since: startedAt,
          until: earliest(graceEnd, endsAt),
          toldAt: failedAt,
        }
  }
  return pausedCollection(payer, billing, rules, endsAt) ?? granted(payer, id, startedAt, endsAt)
}

function granted(payer: Payer, id: string, startedAt: number, endsAt: number | null): Access {
  const recoveredAt = recovery(payer, id)
  return {
    ...NONE,
    state: 'active',
    code: 'subscribed',
    since: recoveredAt ?? startedAt,
    until: endsAt,
    subject: id,
  }
}

/** The latest invoice was paid after a payment of it had failed. */
function recovery(payer: Payer, id: string): number | null {
  const invoice = latestInvoiceOf(payer, id)
  return invoice?.outcome === 'paid' && payer.failures[id]?.[invoice.id] !== undefined ? invoice.paidAt : null
}

/**
 * Since when a payment has been failing; null where it is paid for. Invoice and status each say so; the later of the two
 * is believed, and within one second the invoice that the subscription names, which Stripe changes first.
 */
export function failingSince(payer: Payer, billing: BillingSubscription, at: number): number | null {
  const invoice = latestInvoiceOf(payer, billing.id)
  const failures = payer.failures[billing.id] ?? {}
  const isNamed = billing.latestInvoice === null || billing.latestInvoice === invoice?.id
  const isLater = invoice && (invoice.at > at || (invoice.at === at && isNamed))
  const speaks = isLater && invoice.outcome !== 'other' ? invoice : null
  if (speaks?.outcome === 'paid' || speaks?.outcome === 'void') return null
  if (!speaks && billing.status === 'active') return null
  const unpaid = [failureKey(billing), ...(invoice && invoice.outcome !== 'paid' ? [invoice.id] : [])]
  const first = unpaid.map((key) => failures[key]).filter((time) => time !== undefined)
  return first.length > 0 ? Math.min(...first) : (speaks?.at ?? at)
}

/** What a failure belongs to: the invoice, or the period where the subscription names no invoice. */
export function failureKey({ latestInvoice, currentPeriodEnd }: BillingSubscription): string {
  return latestInvoice ?? `until ${currentPeriodEnd ?? 'ever'}`
}

/** Invoices are voided while collection is paused, so the paid period is over when the latest one is void. */
function pausedCollection(
  payer: Payer,
  billing: BillingSubscription,
  { settings, nowSeconds }: AccessRules,
  endsAt: number | null,
): Access | null {
  const { id, pause, currentPeriodEnd } = billing
  if (pause?.behavior !== 'void' || settings.on_pause === 'keep') return null
  const paidUntil = isPeriodPaid(payer, id) ? (currentPeriodEnd ?? 0) : (latestInvoiceOf(payer, id)?.created ?? 0)
  if (paidUntil > nowSeconds) {
    const since = billing.startedAt ?? billing.created
    return { ...NONE, state: 'active', code: 'subscribed', since, until: earliest(paidUntil, endsAt), subject: id }
  }
  const state = settings.on_pause === 'freeze' ? 'frozen' : 'suspended'
  return { ...NONE, state, code: 'collection_paused', since: paidUntil, until: pause.resumesAt, subject: id }
}

/** Whether the period under way was paid for; where no invoice says otherwise, it was. */
export function isPeriodPaid(payer: Payer, subscription: string): boolean {
  return latestInvoiceOf(payer, subscription)?.outcome !== 'void'
}

/** With a reason since 2026-10-28.endive; before, the one meaning was a trial that ended without a payment method. */
function pausedSince(billing: BillingSubscription, at: number): number {
  return billing.trialEnd !== null && billing.trialEnd <= at ? billing.trialEnd : at
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

/** Money that was taken back ends or suspends what was paid for, until a later payment. */
export function afterMoneyBack(access: Access, payers: readonly Payer[], { settings }: AccessRules): Access {
  if (access.state !== 'active') return access
  const paidAt = Math.max(0, ...payers.map(({ lastPayment }) => lastPayment?.at ?? 0))
  const disputes = payers.flatMap((payer) => Object.entries(payer.disputes))
  const lost = latest(disputes.filter(([, dispute]) => dispute.status === 'lost' && dispute.at >= paidAt))
  if (lost) return taken('expired', 'dispute_lost', lost[0], lost[1].at)
  const open = latest(disputes.filter(([, dispute]) => dispute.status === 'open'))
  if (open && settings.on_dispute === 'suspend') return taken('suspended', 'disputed', open[0], open[1].createdAt)
  const refunds = payers.flatMap(({ refund }) => (refund && refund.at >= paidAt ? [refund] : []))
  const refund = refunds.sort((a, b) => b.at - a.at)[0]
  if (!refund || settings.on_full_refund === 'keep') return access
  const state = settings.on_full_refund === 'expire' ? 'expired' : 'suspended'
  return taken(state, 'refunded', refund.charge, refund.at)
}

function taken(state: AccessState, code: AccessCode, subject: string, since: number): Access {
  return { ...NONE, state, code, subject, since }
}

function latest(disputes: [string, DisputeEvidence][]): [string, DisputeEvidence] | undefined {
  return disputes.sort(([, a], [, b]) => b.at - a.at)[0]
}

function earliest(...times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length > 0 ? Math.min(...known) : null
}
