import { isJsonObject, type JsonObject } from '../domain/json.ts'
import type { ObjectType } from '../domain/stripe-object.ts'

/**
 * What is kept of the objects that come by the million: no rule reads the rest of them, and the event's payload has it
 * for as long as payloads are kept. Everything else is kept whole.
 */
const KEPT: Partial<Record<ObjectType, readonly string[]>> = {
  invoice: [
    ...['id', 'object', 'livemode', 'created', 'customer', 'number', 'status', 'status_transitions', 'metadata'],
    ...['billing_reason', 'collection_method', 'currency', 'subtotal', 'total', 'amount_due', 'amount_paid'],
    ...['amount_remaining', 'attempt_count', 'attempted', 'next_payment_attempt', 'due_date', 'period_start'],
    ...['period_end', 'parent', 'subscription', 'hosted_invoice_url', 'invoice_pdf', 'deleted'],
  ],
  charge: [
    ...['id', 'object', 'livemode', 'created', 'customer', 'status', 'metadata', 'currency', 'amount'],
    ...['amount_captured', 'amount_refunded', 'captured', 'paid', 'refunded', 'disputed', 'failure_code'],
    ...['failure_message', 'invoice', 'payment_intent', 'receipt_email', 'receipt_url', 'deleted'],
  ],
}

const LINE = [
  ...['id', 'amount', 'currency', 'quantity', 'period', 'pricing', 'price', 'plan', 'parent', 'proration'],
  ...['subscription', 'subscription_item', 'discountable', 'discount_amounts'],
]

export function keptOf(type: ObjectType, object: JsonObject): JsonObject {
  const names = KEPT[type]
  if (!names) return object
  const kept = pick(object, names)
  const { lines } = object
  if (type !== 'invoice' || !isJsonObject(lines) || !Array.isArray(lines.data)) return kept
  return {
    ...kept,
    lines: { has_more: lines.has_more, data: lines.data.filter(isJsonObject).map((line) => pick(line, LINE)) },
  }
}

function pick(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (object[name] == null ? [] : [[name, object[name]]])))
}
