import type { BillingSubscription } from './billing.ts'
import type { Proof } from './proof.ts'

/**
 * What Billhook has read of one Stripe customer: enough to derive everything from, whatever the order it came in. Times
 * are Stripe's seconds, amounts minor units.
 */
export interface Payer {
  id: string
  /** Null until the Stripe customer itself was seen. */
  person: Person | null
  subscriptions: Record<string, SeenSubscription>
  /** What invoices and readings prove of each subscription. */
  proofs: Record<string, Proof>
  /** Currency → sums. */
  money: Record<string, MoneyIn>
  lastPayment: Payment | null
  lastFailure: FailedCharge | null
  /** Charges that were refunded whole at some time. */
  refunds: Record<string, FullRefund>
  disputes: Record<string, DisputeEvidence>
  /** Charge → the invoice it paid, where Stripe names it: before 2025-03-31.basil. */
  chargeInvoices: Record<string, { invoice: string; chargedAt: number }>
}

export interface Person {
  email: string | null
  name: string | null
  created: number | null
  metadata: Record<string, string>
  /** The language that it prefers; absent in what was kept before this was. */
  locale?: string | null
  /** When it was deleted at Stripe. */
  goneAt: number | null
}

export interface SeenSubscription {
  billing: BillingSubscription
  /** The second that the reading reflects. */
  at: number
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

/** Of an answer of the API nobody knows when it came true: its second is a guess until an event tells. */
export interface Moment {
  at: number
  isExact: boolean
}

export interface FullRefund extends Moment {
  chargedAt: number
  /** False once it was taken back: a refund may fail. */
  stands: boolean
}

export interface DisputeEvidence {
  status: 'open' | 'won' | 'lost' | 'closed'
  charge: string | null
  chargedAt: number | null
  createdAt: number
  /** When it was lost first; an appeal changes nothing of it until it is won. */
  lost: Moment | null
}

export function newPayer(id: string): Payer {
  return {
    ...{ id, person: null, subscriptions: {}, proofs: {}, money: {}, lastPayment: null, lastFailure: null },
    ...{ refunds: {}, disputes: {}, chargeInvoices: {} },
  }
}

/** It was deleted at Stripe. */
export function isGone({ person }: Payer): boolean {
  return person !== null && person.goneAt !== null
}

/** Subscriptions that are over are kept up to this number, the latest. */
const ENDED_KEPT = 10
const REFUNDS_KEPT = 10
const DISPUTES_KEPT = 10
const CHARGES_KEPT = 24

const ENDED = ['canceled', 'incomplete_expired']

export function withSubscription(payer: Payer, seen: SeenSubscription): Payer {
  const all = { ...payer.subscriptions, [seen.billing.id]: seen }
  const ended = Object.values(all)
    .filter(({ billing }) => ENDED.includes(billing.status))
    .sort((a, b) => endOf(b) - endOf(a) || (a.billing.id < b.billing.id ? -1 : 1))
  const dropped = ended.slice(ENDED_KEPT).map(({ billing }) => billing.id)
  return { ...payer, subscriptions: without(all, dropped), proofs: without(payer.proofs, dropped) }
}

function endOf({ billing, at }: SeenSubscription): number {
  return billing.endedAt ?? billing.canceledAt ?? at
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

/** The first second at which a charge was seen refunded whole; `stands` is for `withChargeState` to say. */
export function withRefund(payer: Payer, charge: string, refund: Omit<FullRefund, 'stands'>): Payer {
  const held = payer.refunds[charge]
  const first = held ? firstOf(held, refund) : refund
  const all = { ...payer.refunds, [charge]: { ...refund, ...first, stands: true } }
  return { ...payer, refunds: newest(all, ({ chargedAt }) => chargedAt, REFUNDS_KEPT) }
}

/** What the charge shows now: its refund stands, or was taken back. */
export function withChargeState(payer: Payer, charge: string, isRefunded: boolean): Payer {
  const held = payer.refunds[charge]
  return held ? { ...payer, refunds: { ...payer.refunds, [charge]: { ...held, stands: isRefunded } } } : payer
}

export function withChargeInvoice(payer: Payer, charge: string, of: Payer['chargeInvoices'][string]): Payer {
  const all = { ...payer.chargeInvoices, [charge]: of }
  return { ...payer, chargeInvoices: newest(all, ({ chargedAt }) => chargedAt, CHARGES_KEPT) }
}

/** The dispute as it is now, and `lost`: that this look showed it lost, and when. */
export function withDispute(payer: Payer, id: string, now: Omit<DisputeEvidence, 'lost'>, lost: Moment | null): Payer {
  const known = payer.disputes[id]?.lost ?? null
  const first = known && lost ? firstOf(known, lost) : (known ?? lost)
  const status = now.status === 'open' && first ? 'lost' : now.status
  const all = { ...payer.disputes, [id]: { ...now, status, lost: first } }
  return { ...payer, disputes: newest(all, ({ createdAt }) => createdAt, DISPUTES_KEPT) }
}

function firstOf(a: Moment, b: Moment): Moment {
  const first = a.isExact !== b.isExact ? (a.isExact ? a : b) : a.at <= b.at ? a : b
  return { at: first.at, isExact: first.isExact }
}

function newest<T>(record: Record<string, T>, time: (value: T) => number, count: number): Record<string, T> {
  const sorted = Object.entries(record).sort(([idA, a], [idB, b]) => time(b) - time(a) || (idA < idB ? -1 : 1))
  return Object.fromEntries(sorted.slice(0, count))
}

/** By time, and within a second by id, so that the order of arrival does not matter. */
function isLater(a: Payment, b: Payment | null): boolean {
  return !b || a.at > b.at || (a.at === b.at && a.id >= b.id)
}

export function without<T>(record: Record<string, T>, keys: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))
}
