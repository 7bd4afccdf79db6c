import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import type { ObjectType } from '../../domain/stripe-object.ts'

const OF_CUSTOMER = ['id', 'object', 'created', 'currency', 'delinquent', 'livemode', 'deleted']

/** What may say who somebody is, wherever it stands in an object. No rule about money reads it. */
const PERSONAL = [
  ...['metadata', 'description', 'name', 'email', 'phone', 'address', 'shipping', 'billing_details', 'evidence'],
  ...['customer_name', 'customer_email', 'customer_phone', 'customer_address', 'customer_shipping', 'customer_tax_ids'],
  ...['receipt_email', 'receipt_url', 'hosted_invoice_url', 'invoice_pdf', 'custom_fields', 'footer'],
  ...['failure_message', 'cancellation_details', 'payment_method_details', 'invoice_settings'],
]

/** Stripe's object without what is personal. */
export function impersonal(objectType: ObjectType, object: JsonObject): JsonObject {
  if (objectType !== 'customer') return without(object) as JsonObject
  return Object.fromEntries(Object.entries(object).filter(([key]) => OF_CUSTOMER.includes(key)))
}

function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(without)
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => !PERSONAL.includes(key))
  return Object.fromEntries(kept.map(([key, inner]) => [key, without(inner)]))
}
