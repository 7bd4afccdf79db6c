import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import type { DisputeEvidence, FailedCharge, MoneyIn, Payment, Person } from '../../domain/payer.ts'
import type { InvoiceEvidence } from '../../domain/proof.ts'
import { subscriptionOfInvoice } from './invoice.ts'
import { idOf, integer, listData, text } from './read.ts'

export function readPerson(customer: JsonObject, goneAt: number | null): Person {
  return {
    email: text(customer.email),
    name: text(customer.name),
    created: integer(customer.created),
    metadata: textsOf(customer.metadata),
    locale: preferredLocale(customer),
    goneAt,
  }
}

/** The first of the languages that a Stripe customer prefers. */
export function preferredLocale({ preferred_locales: preferred }: JsonObject): string | null {
  return Array.isArray(preferred) ? text(preferred[0]) : null
}

export function textsOf(metadata: unknown): Record<string, string> {
  if (!isJsonObject(metadata)) return {}
  return Object.fromEntries(
    Object.entries(metadata).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** An invoice of a subscription as proof of payment; drafts prove nothing yet. */
export function readInvoiceEvidence(
  invoice: JsonObject,
  at: number,
): { subscription: string; evidence: InvoiceEvidence } | null {
  const subscription = subscriptionOfInvoice(invoice)
  const id = text(invoice.id)
  if (!subscription || !id || invoice.status === 'draft') return null
  const isPaid = invoice.status === 'paid'
  const transitions = isJsonObject(invoice.status_transitions) ? invoice.status_transitions : {}
  return {
    subscription,
    evidence: {
      id,
      created: integer(invoice.created) ?? at,
      at,
      outcome: outcomeOf(invoice),
      finalizedAt: integer(transitions.finalized_at) ?? integer(invoice.created),
      periodEnd: periodEndOf(invoice),
      paidAt: isPaid ? (integer(transitions.paid_at) ?? at) : null,
      amount:
        (isPaid ? integer(invoice.amount_paid) : integer(invoice.amount_remaining)) ?? integer(invoice.amount_due) ?? 0,
      currency: text(invoice.currency) ?? '',
      attempts: integer(invoice.attempt_count) ?? 0,
      nextAttempt: integer(invoice.next_payment_attempt),
      billed: billedOf(invoice),
    },
  }
}

function outcomeOf({ status }: JsonObject): InvoiceEvidence['outcome'] {
  return status === 'paid' || status === 'void' || status === 'open' ? status : 'other'
}

/** What metered items were billed for the last period, by subscription item. */
function billedOf(invoice: JsonObject): Record<string, number> {
  const billed: Record<string, number> = {}
  for (const line of listData(invoice.lines)) {
    const { item, isProration } = itemOfLine(line)
    if (item && !isProration) billed[item] = (billed[item] ?? 0) + (integer(line.amount) ?? 0)
  }
  return billed
}

/** How far the lines that are a subscription's reach. */
function periodEndOf(invoice: JsonObject): number | null {
  const ends = listData(invoice.lines).flatMap((line) => {
    const end = isJsonObject(line.period) ? integer(line.period.end) : null
    return itemOfLine(line).item === null || end === null ? [] : [end]
  })
  return ends.length > 0 ? Math.max(...ends) : null
}

function itemOfLine(line: JsonObject): { item: string | null; isProration: boolean } {
  const parent = isJsonObject(line.parent) ? line.parent : {}
  const details = isJsonObject(parent.subscription_item_details) ? parent.subscription_item_details : {}
  return {
    item: idOf(details.subscription_item) ?? idOf(line.subscription_item),
    isProration: details.proration === true || line.proration === true,
  }
}

/** What one invoice or charge adds to the sums of its Stripe customer. */
export interface Contribution {
  currency: string
  money: MoneyIn
  payment: Payment | null
  failed: FailedCharge | null
  /** Everything went back. */
  isRefunded: boolean
}

export function contributionOfInvoice(invoice: JsonObject, at: number): Contribution | null {
  const amount = invoice.status === 'paid' ? (integer(invoice.amount_paid) ?? 0) : 0
  const transitions = isJsonObject(invoice.status_transitions) ? invoice.status_transitions : {}
  const paidAt = integer(transitions.paid_at) ?? at
  return contribution(invoice, { charges: 0, invoices: amount, refunded: 0 }, amount, paidAt)
}

export function contributionOfCharge(charge: JsonObject, at: number): Contribution | null {
  const isPaid = charge.status === 'succeeded' && charge.captured !== false
  const authorised = integer(charge.amount) ?? 0
  const amount = isPaid ? (integer(charge.amount_captured) ?? authorised) : 0
  // What was authorised and not captured is "refunded" too, and never was money
  // (https://docs.stripe.com/api/charges/capture).
  const released = authorised - amount
  const refunded = Math.max(0, (integer(charge.amount_refunded) ?? 0) - released)
  const createdAt = integer(charge.created) ?? at
  const read = contribution(charge, { charges: amount, invoices: 0, refunded }, amount, createdAt)
  if (!read || charge.status !== 'failed') return read
  const failed = { id: String(charge.id), amount: authorised, currency: read.currency, at: createdAt }
  return { ...read, failed: { ...failed, reason: text(charge.failure_message) ?? text(charge.failure_code) } }
}

function contribution(object: JsonObject, money: MoneyIn, amount: number, at: number): Contribution | null {
  const currency = text(object.currency)
  const id = text(object.id)
  if (!currency || !id) return null
  return {
    currency,
    money,
    payment: amount > 0 ? { id, amount, currency, at } : null,
    failed: null,
    isRefunded: object.refunded === true && money.charges > 0,
  }
}

/** Won, lost, or under way (https://docs.stripe.com/api/disputes/object#dispute_object-status). */
export function readDisputeEvidence(
  dispute: JsonObject,
  at: number,
): Pick<DisputeEvidence, 'status' | 'charge' | 'createdAt'> {
  const status = text(dispute.status) ?? ''
  return {
    status: status === 'won' || status === 'lost' ? status : CLOSED.includes(status) ? 'closed' : 'open',
    charge: idOf(dispute.charge),
    createdAt: integer(dispute.created) ?? at,
  }
}

/** An inquiry that came to nothing, and a dispute that never began. */
const CLOSED = ['warning_closed', 'prevented']
