import type { JsonObject } from '../json.ts'
import type { Subject, Terms, TermsItem } from './subject.ts'

/** Objects as Stripe shows them in events of API version 2026-10-28.endive, as far as anything here reads them. */

export function customerObject({ customer, email, name, livemode }: Subject, created: number): JsonObject {
  return {
    ...{ id: customer, object: 'customer', created, currency: null, delinquent: false, email, livemode },
    ...{ metadata: {}, name },
  }
}

export function subscriptionObject(subject: Subject, terms: Terms, over: JsonObject = {}): JsonObject {
  const { id, status, currency, items, created, trialEnd, cancelAt } = terms
  return {
    ...{ id, object: 'subscription', status, currency, customer: subject.customer, created, start_date: created },
    ...{ cancel_at: cancelAt, cancel_at_period_end: cancelAt !== null && cancelAt === terms.periodEnd },
    ...{ canceled_at: null, ended_at: null, collection_method: 'charge_automatically', default_tax_rates: [] },
    ...{ discounts: [], latest_invoice: null, livemode: subject.livemode, metadata: {}, pause_collection: null },
    ...{ trial_end: trialEnd, trial_start: trialEnd === null ? null : created },
    items: itemsObject(terms, items),
    ...over,
  }
}

export function itemsObject({ id, currency, created, periodStart, periodEnd }: Terms, items: TermsItem[]): JsonObject {
  const data = items.map((item) => ({
    ...{ id: item.id, object: 'subscription_item', created, discounts: [], quantity: quantityOf(item) },
    ...{ current_period_start: periodStart, current_period_end: periodEnd, subscription: id, tax_rates: [] },
    price: priceObject(item, currency),
  }))
  return { object: 'list', data, has_more: false, url: `/v1/subscription_items?subscription=${id}` }
}

/** What is metered has none. */
const quantityOf = ({ usageType, quantity }: TermsItem): number | null => (usageType === 'metered' ? null : quantity)

function priceObject({ price, product, interval, intervalCount, usageType, unit }: TermsItem, currency: string) {
  const whole = Number(unit)
  return {
    ...{ id: price, object: 'price', active: true, billing_scheme: 'per_unit', currency, product, type: 'recurring' },
    recurring: { interval, interval_count: intervalCount, meter: null, usage_type: usageType },
    ...{ tiers_mode: null, transform_quantity: null, unit_amount: Number.isInteger(whole) ? whole : null },
    unit_amount_decimal: unit,
  }
}

export interface Bill {
  id: string | null
  status: 'draft' | 'open' | 'paid'
  created: number
  attempts?: number
  nextAttempt?: number | null
  paidAt?: number
  reason?: 'subscription_create' | 'subscription_cycle' | 'upcoming'
  amount?: number
}

/** For the period that the terms name. One that is still to come has no id. */
export function invoiceObject(subject: Subject, terms: Terms, bill: Bill): JsonObject {
  const { amount = terms.amount, status, created, id } = bill
  const paid = status === 'paid'
  return {
    ...(id !== null && { id, number: 'SIM-0001', hosted_invoice_url: `https://invoice.stripe.com/i/${id}` }),
    ...{ object: 'invoice', customer: subject.customer, currency: terms.currency, status, created },
    ...{ customer_email: subject.email, customer_name: subject.name, livemode: subject.livemode, metadata: {} },
    ...{ amount_due: amount, amount_paid: paid ? amount : 0, amount_remaining: paid ? 0 : amount },
    ...{ subtotal: amount, total: amount, attempt_count: bill.attempts ?? (paid && amount > 0 ? 1 : 0) },
    ...{ billing_reason: bill.reason ?? 'subscription_cycle', collection_method: 'charge_automatically' },
    next_payment_attempt: bill.nextAttempt ?? null,
    status_transitions: { finalized_at: status === 'draft' ? null : created, paid_at: bill.paidAt ?? null },
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: terms.id, metadata: {} },
    },
    lines: { object: 'list', data: terms.items.map((item) => lineObject(terms, item, amount)), has_more: false },
  }
}

function lineObject({ id, currency, periodStart, periodEnd }: Terms, item: TermsItem, total: number): JsonObject {
  const { id: itemId, price, product, quantity, unit } = item
  return {
    ...{ id: `il_${itemId}`, object: 'line_item', currency, quantity },
    amount: total === 0 ? 0 : Math.round(Number(unit) * quantity),
    parent: {
      type: 'subscription_item_details',
      subscription_item_details: { subscription: id, subscription_item: itemId, proration: false },
    },
    period: { start: periodStart, end: periodEnd },
    pricing: { type: 'price_details', price_details: { price, product }, unit_amount_decimal: unit },
  }
}

export function chargeObject(subject: Subject, terms: Terms, created: number, over: JsonObject = {}): JsonObject {
  const { amount, currency } = terms
  return {
    ...{ id: 'ch_simulated', object: 'charge', amount, amount_captured: amount, amount_refunded: 0, captured: true },
    ...{ created, currency, customer: subject.customer, disputed: false, livemode: subject.livemode, metadata: {} },
    ...{ paid: true, payment_intent: 'pi_simulated', refunded: false, status: 'succeeded' },
    ...over,
  }
}

export function failedChargeObject(subject: Subject, terms: Terms, created: number, id: string): JsonObject {
  return chargeObject(subject, terms, created, {
    ...{ id, amount_captured: 0, captured: false, paid: false, status: 'failed' },
    ...{ failure_code: 'card_declined', failure_message: 'Your card was declined.' },
  })
}

/** It names its charge, not whose it is. */
export function disputeObject({ livemode }: Subject, terms: Terms, created: number, status: string): JsonObject {
  const { amount, currency } = terms
  return {
    ...{ id: 'du_simulated', object: 'dispute', amount, charge: 'ch_simulated', created, currency, livemode },
    ...{ metadata: {}, payment_intent: 'pi_simulated', reason: 'fraudulent', status },
  }
}
