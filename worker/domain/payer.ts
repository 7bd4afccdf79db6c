import type { BillingSubscription } from './billing.ts'

/**
 * What Billhook has read of one Stripe customer: enough to derive everything from, whatever the order it came in. Times
 * are Stripe's seconds, amounts minor units.
 */
export interface Payer {
  id: string
  /** Null until the Stripe customer itself was seen. */
  person: Person | null
  subscriptions: Record<string, SeenSubscription>
  /** Of each subscription its latest invoice that is more than a draft. */
  invoices: Record<string, InvoiceEvidence>
  /** Subscription → what failed (see `failureKey`) → when a payment of it failed first. */
  failures: Record<string, Record<string, number>>
  /** Currency → sums. */
  money: Record<string, MoneyIn>
  lastPayment: Payment | null
  lastFailure: FailedCharge | null
  /** The latest full refund. */
  refund: FullRefund | null
  disputes: Record<string, DisputeEvidence>
}

export interface Person {
  email: string | null
  name: string | null
  created: number | null
  metadata: Record<string, string>
  /** When it was deleted at Stripe. */
  goneAt: number | null
}

export interface SeenSubscription {
  billing: BillingSubscription
  /** The second that the reading reflects. */
  at: number
}

export interface InvoiceEvidence {
  id: string
  created: number
  at: number
  outcome: 'paid' | 'failed' | 'void' | 'other'
  paidAt: number | null
  amount: number
  currency: string
  attempts: number
  nextAttempt: number | null
  /** Subscription item → amount billed, for metered items. */
  billed: Record<string, number>
}

/** What came in by charges and by invoices, and what went back. */
export interface MoneyIn {
  charges: number
  invoices: number
  refunded: number
}

export interface Payment {
  id: string
  amount: number
  currency: string
  at: number
}

export interface FailedCharge extends Payment {
  reason: string | null
}

export interface FullRefund {
  charge: string
  at: number
  /** An event told when; else it is a guess. */
  isExact: boolean
}

export interface DisputeEvidence {
  status: 'open' | 'won' | 'lost' | 'closed'
  charge: string | null
  createdAt: number
  at: number
}

export function newPayer(id: string): Payer {
  return {
    ...{ id, person: null, subscriptions: {}, invoices: {}, failures: {}, money: {} },
    ...{ lastPayment: null, lastFailure: null, refund: null, disputes: {} },
  }
}

/** Subscriptions that are over are kept up to this number, the latest. */
const ENDED_KEPT = 10
const FAILURES_KEPT = 4
const DISPUTES_KEPT = 10

const ENDED = ['canceled', 'incomplete_expired']

export function withSubscription(payer: Payer, seen: SeenSubscription): Payer {
  const all = { ...payer.subscriptions, [seen.billing.id]: seen }
  const ended = Object.values(all)
    .filter(({ billing }) => ENDED.includes(billing.status))
    .sort((a, b) => endOf(b) - endOf(a) || (a.billing.id < b.billing.id ? -1 : 1))
  const subscriptions = without(
    all,
    ended.slice(ENDED_KEPT).map(({ billing }) => billing.id),
  )
  return { ...payer, subscriptions }
}

function endOf({ billing, at }: SeenSubscription): number {
  return billing.endedAt ?? billing.canceledAt ?? at
}

/** Only the latest invoice of a subscription says whether it is paid for; the same one again replaces itself. */
export function withInvoice(payer: Payer, subscription: string, evidence: InvoiceEvidence): Payer {
  const held = payer.invoices[subscription]
  const isOlder = held && held.id !== evidence.id && compareInvoices(held, evidence) > 0
  return isOlder ? payer : { ...payer, invoices: { ...payer.invoices, [subscription]: evidence } }
}

function compareInvoices(a: InvoiceEvidence, b: InvoiceEvidence): number {
  return a.created - b.created || (a.id < b.id ? -1 : 1)
}

/** The earliest failure of each invoice counts, so that a retry that fails again does not begin the grace anew. */
export function withFailure(payer: Payer, subscription: string, key: string, at: number): Payer {
  const held = payer.failures[subscription] ?? {}
  if ((held[key] ?? Number.POSITIVE_INFINITY) <= at) return payer
  const kept = Object.entries({ ...held, [key]: at })
    .sort(([, a], [, b]) => b - a)
    .slice(0, FAILURES_KEPT)
  return { ...payer, failures: { ...payer.failures, [subscription]: Object.fromEntries(kept) } }
}

/** Adds what an object brings and takes away what it brought before. */
export function withMoney(payer: Payer, currency: string, delta: MoneyIn): Payer {
  if (delta.charges === 0 && delta.invoices === 0 && delta.refunded === 0) return payer
  const held = payer.money[currency] ?? { charges: 0, invoices: 0, refunded: 0 }
  const sums = {
    charges: held.charges + delta.charges,
    invoices: held.invoices + delta.invoices,
    refunded: held.refunded + delta.refunded,
  }
  return { ...payer, money: { ...payer.money, [currency]: sums } }
}

export function withPayment(payer: Payer, payment: Payment): Payer {
  return isLater(payment, payer.lastPayment) ? { ...payer, lastPayment: payment } : payer
}

export function withFailedCharge(payer: Payer, failed: FailedCharge): Payer {
  return isLater(failed, payer.lastFailure) ? { ...payer, lastFailure: failed } : payer
}

/** The first second at which a charge was seen refunded whole; of several charges the latest refund counts. */
export function withRefund(payer: Payer, refund: FullRefund): Payer {
  const held = payer.refund
  if (held?.charge === refund.charge) return { ...payer, refund: firstOf(held, refund) }
  const isLatest = !held || refund.at > held.at || (refund.at === held.at && refund.charge > held.charge)
  return isLatest ? { ...payer, refund } : payer
}

function firstOf(a: FullRefund, b: FullRefund): FullRefund {
  if (a.isExact !== b.isExact) return a.isExact ? a : b
  return a.at <= b.at ? a : b
}

export function withDispute(payer: Payer, id: string, evidence: DisputeEvidence): Payer {
  const kept = Object.entries({ ...payer.disputes, [id]: evidence })
    .sort(([, a], [, b]) => b.createdAt - a.createdAt)
    .slice(0, DISPUTES_KEPT)
  return { ...payer, disputes: Object.fromEntries(kept) }
}

/** By time, and within a second by id, so that the order of arrival does not matter. */
function isLater(a: Payment, b: Payment | null): boolean {
  return !b || a.at > b.at || (a.at === b.at && a.id >= b.id)
}

function without<T>(record: Record<string, T>, keys: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))
}
