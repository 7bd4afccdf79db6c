import type { FlowOrder } from './emit.ts'

/**
 * The orders in which Stripe sends the events of one flow: money before the subscription it pays for, a payment intent
 * that succeeded before it was created. Taken from public transcripts of `stripe listen`.
 */
export const NEW_SUBSCRIPTION: FlowOrder = [
  ['charge.succeeded', 0],
  ['payment_method.attached', 0],
  ['customer.created', 0],
  ['customer.updated', 0],
  ['checkout.session.completed', 0],
  ['customer.subscription.created', 0],
  ['customer.subscription.trial_will_end', 0],
  ['payment_intent.succeeded', 1],
  ['payment_intent.created', 1],
  ['invoice.created', 1],
  ['invoice.finalized', 1],
  ['invoice.paid', 1],
  ['invoice.payment_succeeded', 1],
]

/** As above, with the intent's two events the other way round: both were seen. */
export const NEW_SUBSCRIPTION_INTENT_FIRST: FlowOrder = NEW_SUBSCRIPTION.map(([type, seconds]) => {
  if (type === 'payment_intent.succeeded') return ['payment_intent.created', seconds] as const
  if (type === 'payment_intent.created') return ['payment_intent.succeeded', seconds] as const
  return [type, seconds] as const
})

export const FAILED_FIRST_PAYMENT: FlowOrder = [
  ['customer.updated', 0],
  ['charge.failed', 0],
  ['payment_intent.created', 0],
  ['payment_intent.payment_failed', 0],
  ['payment_intent.requires_action', 0],
  ['customer.subscription.created', 0],
  ['invoice.created', 0],
  ['invoice.finalized', 0],
  ['invoice.updated', 1],
  ['invoice.payment_action_required', 1],
  ['invoice.payment_failed', 1],
]

/** An invoice that the clock finalises and charges. */
export const COLLECTION: FlowOrder = [
  ['invoice.finalized', 0],
  ['charge.succeeded', 0],
  ['charge.failed', 0],
  ['payment_intent.created', 0],
  ['payment_intent.succeeded', 0],
  ['payment_intent.payment_failed', 0],
  ['payment_intent.requires_action', 0],
  ['invoice.updated', 1],
  ['invoice.payment_action_required', 1],
  ['invoice.payment_failed', 1],
  ['invoice.paid', 1],
  ['invoice.payment_succeeded', 1],
  ['customer.subscription.updated', 1],
  ['customer.subscription.paused', 1],
  ['customer.subscription.deleted', 1],
  ['customer.updated', 1],
]

export const RENEWAL: FlowOrder = [
  ['customer.subscription.updated', 0],
  ['customer.subscription.paused', 0],
  ['invoice.created', 0],
]

/** The subscription's own event comes after the money, the invoice items last. */
export const INVOICED_UPGRADE: FlowOrder = [
  ['customer.updated', 0],
  ['charge.succeeded', 0],
  ['charge.failed', 0],
  ['payment_intent.created', 0],
  ['payment_intent.succeeded', 0],
  ['payment_intent.payment_failed', 0],
  ['payment_intent.requires_action', 0],
  ['invoice.created', 0],
  ['invoice.finalized', 1],
  ['invoice.updated', 1],
  ['invoice.payment_action_required', 1],
  ['invoice.paid', 1],
  ['invoice.payment_succeeded', 1],
  ['invoice.payment_failed', 1],
  ['customer.subscription.updated', 1],
  ['invoiceitem.created', 1],
]

export const ONE_TIME_PAYMENT: FlowOrder = [
  ['charge.succeeded', 0],
  ['payment_intent.succeeded', 1],
  ['payment_intent.created', 1],
  ['checkout.session.completed', 1],
]

export const REFUND: FlowOrder = [
  ['refund.created', 0],
  ['charge.refunded', 1],
  ['refund.updated', 1],
  ['charge.refund.updated', 1],
]

export const CATALOG: FlowOrder = [
  ['plan.created', 0],
  ['price.created', 0],
  ['price.updated', 0],
  ['plan.updated', 0],
  ['plan.deleted', 0],
  ['price.deleted', 0],
]

/** Events keep the order in which things happened. */
export const AS_IT_HAPPENS: FlowOrder = []
