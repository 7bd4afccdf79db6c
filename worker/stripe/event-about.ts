import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { subscriptionOfInvoice } from './normalise/invoice.ts'
import { idOf, text } from './normalise/read.ts'

const TELLS_PAYMENT = [
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice.payment_failed',
  'invoice.payment_action_required',
]
const FAILING = ['past_due', 'unpaid']

/**
 * The invoice that an event may complete the story of: that a payment of it failed, and that it is paid now, are known in
 * whichever order they came.
 */
export function recoveredInvoice(event: JsonObject): { invoice: string; subscription: string } | null {
  const object = objectOf(event)
  const type = text(event.type) ?? ''
  const isSubscription = type === 'customer.subscription.updated' && FAILING.includes(text(object.status) ?? '')
  if (!isSubscription && !TELLS_PAYMENT.includes(type)) return null
  const invoice = isSubscription ? idOf(object.latest_invoice) : text(object.id)
  const subscription = isSubscription ? text(object.id) : subscriptionOfInvoice(object)
  return invoice && subscription ? { invoice, subscription } : null
}

/** The charge that a dispute is about, which tells whose it is. */
export function disputedCharge(event: JsonObject): string | null {
  const isDispute = text(event.type)?.startsWith('charge.dispute.') ?? false
  return isDispute ? idOf(objectOf(event).charge) : null
}

function objectOf({ data }: JsonObject): JsonObject {
  return isJsonObject(data) && isJsonObject(data.object) ? data.object : {}
}
