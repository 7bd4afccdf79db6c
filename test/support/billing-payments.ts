import type { Stripe } from 'stripe'
import type { JsonObject } from '../../worker/domain/json.ts'
import { HOUR, NOW, type Part } from './billing.ts'

export interface InvoiceSeed {
  id?: string | null
  customer?: string
  subscription?: string | null
  status?: Stripe.Invoice.Status
  amount?: number
  currency?: string
  attempts?: number
  nextAttempt?: number | null
  created?: number
  reason?: Stripe.Invoice.BillingReason
  /** The end of the period that its one line is for; without it there are no lines. */
  periodEnd?: number
  /** When it was paid, where it says so. */
  paidAt?: number
}

/** Open, over 2000, for a renewal of sub_1, unless told otherwise. An id that is null is left out. */
export function invoice(seed: InvoiceSeed = {}): JsonObject {
  const { amount = 2000, created = NOW - HOUR, status = 'open' } = seed
  const paid = status === 'paid'
  const of = seed.subscription === undefined ? 'sub_1' : seed.subscription
  return {
    ...(seed.id !== null && { id: seed.id ?? 'in_1' }),
    ...({
      object: 'invoice',
      amount_due: amount,
      amount_paid: paid ? amount : 0,
      amount_remaining: paid ? 0 : amount,
      attempt_count: seed.attempts ?? (paid ? 1 : 0),
      billing_reason: seed.reason ?? (of ? 'subscription_cycle' : 'manual'),
      collection_method: 'charge_automatically',
      created,
      currency: seed.currency ?? 'usd',
      customer: seed.customer ?? 'cus_1',
      livemode: false,
      metadata: {},
      next_payment_attempt: seed.nextAttempt ?? null,
      parent: of ? { type: 'subscription_details', subscription_details: { subscription: of, metadata: {} } } : null,
      status,
      subtotal: amount,
      total: amount,
    } satisfies Part<Stripe.Invoice>),
    ...(seed.paidAt && { status_transitions: { finalized_at: created, paid_at: seed.paidAt } }),
    lines: {
      object: 'list',
      data: seed.periodEnd ? [line(of ?? 'sub_1', amount, seed.periodEnd)] : [],
      has_more: false,
    },
  }
}

/** Of the first item of the subscription. */
export function line(subscription: string, amount: number, periodEnd: number): JsonObject {
  return {
    ...{ id: `il_${subscription}_${periodEnd}`, object: 'line_item', amount, currency: 'usd' },
    parent: {
      type: 'subscription_item_details',
      subscription_item_details: { subscription, subscription_item: `si_${subscription}_0`, proration: false },
    },
    period: { start: periodEnd - 30 * 86_400, end: periodEnd },
  }
}

export interface ChargeSeed {
  /** The invoice it pays; told before 2025-03-31.basil only. */
  invoice?: string
  id?: string
  customer?: string
  amount?: number
  refunded?: number
  currency?: string
  disputed?: boolean
  created?: number
  status?: Stripe.Charge.Status
}

/** Succeeded, over 2000, unless told otherwise. */
export function charge(seed: ChargeSeed = {}): JsonObject {
  const { amount = 2000, refunded = 0, status = 'succeeded' } = seed
  const paid = status === 'succeeded'
  return {
    id: seed.id ?? 'ch_1',
    object: 'charge',
    amount,
    amount_captured: paid ? amount : 0,
    amount_refunded: refunded,
    captured: paid,
    created: seed.created ?? NOW - HOUR,
    currency: seed.currency ?? 'usd',
    customer: seed.customer ?? 'cus_1',
    disputed: seed.disputed ?? false,
    livemode: false,
    metadata: {},
    paid,
    payment_intent: `pi_${seed.id ?? 'ch_1'}`,
    refunded: refunded === amount,
    status,
    ...(seed.invoice && { invoice: seed.invoice }),
  } satisfies Part<Stripe.Charge> & { invoice?: string }
}

export interface DisputeSeed {
  id?: string
  charge?: string
  status?: Stripe.Dispute.Status
  amount?: number
  created?: number
}

/** A chargeback that waits for an answer, unless told otherwise. It names its charge, not whose it is. */
export function dispute(seed: DisputeSeed = {}): JsonObject {
  return {
    id: seed.id ?? 'du_1',
    object: 'dispute',
    amount: seed.amount ?? 2000,
    charge: seed.charge ?? 'ch_1',
    created: seed.created ?? NOW - HOUR,
    currency: 'usd',
    livemode: false,
    metadata: {},
    payment_intent: `pi_${seed.charge ?? 'ch_1'}`,
    reason: 'fraudulent',
    status: seed.status ?? 'needs_response',
  } satisfies Part<Stripe.Dispute>
}
