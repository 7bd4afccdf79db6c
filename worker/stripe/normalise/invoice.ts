import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import type { InvoiceFacts } from '../../domain/stripe-object.ts'
import { idOf, integer, text } from './read.ts'

export function readInvoice(invoice: JsonObject): InvoiceFacts {
  return {
    type: 'invoice',
    stripe_customer_id: idOf(invoice.customer),
    subscription: subscriptionOfInvoice(invoice),
    status: text(invoice.status),
    billing_reason: text(invoice.billing_reason),
    currency: text(invoice.currency),
    total: integer(invoice.total),
    amount_due: integer(invoice.amount_due),
    amount_paid: integer(invoice.amount_paid),
    amount_remaining: integer(invoice.amount_remaining),
    attempt_count: integer(invoice.attempt_count),
    next_payment_attempt: integer(invoice.next_payment_attempt),
    created: integer(invoice.created),
  }
}

/** Since 2025-03-31.basil under `parent`; before, a field of its own. */
export function subscriptionOfInvoice(invoice: JsonObject): string | null {
  const parent = isJsonObject(invoice.parent) ? invoice.parent : {}
  const details = isJsonObject(parent.subscription_details) ? parent.subscription_details : {}
  return idOf(details.subscription) ?? idOf(invoice.subscription)
}
