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
  /** Of each subscription its latest invoices that are more than drafts, the latest first. */
  invoices: Record<string, InvoiceEvidence[]>
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
  finalizedAt: number | null
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
  const dropped = ended.slice(ENDED_KEPT).map(({ billing }) => billing.id)
  return {
    ...payer,
    subscriptions: without(all, dropped),
    invoices: without(payer.invoices, dropped),
    failures: without(payer.failures, dropped),
  }
}

function endOf({ billing, at }: SeenSubscription): number {
  return billing.endedAt ?? billing.canceledAt ?? at
}

/** Only a subscription's latest invoices say whether it is paid for; the same one again replaces itself. */
export function withInvoice(payer: Payer, subscription: string, evidence: InvoiceEvidence): Payer {
  const others = (payer.invoices[subscription] ?? []).filter(({ id }) => id !== evidence.id)
  const kept = [evidence, ...others].sort(newestFirst).slice(0, INVOICES_KEPT)
  const invoices = { ...payer.invoices, [subscription]: kept }
  return { ...payer, invoices: without(invoices, beyondReason(payer, invoices)) }
}

/** Several are made within one second when a subscription begins and changes at once. */
const INVOICES_KEPT = 4
const UNSEEN_KEPT = 20

/** Invoices of subscriptions that never came, but for the latest of them. */
function beyondReason({ subscriptions }: Payer, invoices: Payer['invoices']): string[] {
  const unseen = Object.keys(invoices).filter((id) => !subscriptions[id])
  const age = (id: string): number => invoices[id]?.[0]?.created ?? 0
  return unseen.sort((a, b) => age(b) - age(a) || (a < b ? -1 : 1)).slice(UNSEEN_KEPT)
}

function newestFirst(a: InvoiceEvidence, b: InvoiceEvidence): number {
  return b.created - a.created || (a.id < b.id ? 1 : -1)
}

/** The latest invoice; of several of one second the one that the subscription names. */
export function latestInvoiceOf(payer: Payer, subscription: string): InvoiceEvidence | null {
  const invoices = payer.invoices[subscription] ?? []
  const named = payer.subscriptions[subscription]?.billing.latestInvoice ?? null
  const newest = invoices.filter(({ created }) => created === invoices[0]?.created)
  return newest.find(({ id }) => id === named) ?? newest[0] ?? null
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
