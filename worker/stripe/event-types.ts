const CHANGES = ['created', 'updated', 'deleted']

function below(prefix: string, names: readonly string[]): string[] {
  return names.map((name) => `${prefix}.${name}`)
}

/**
 * What our endpoint in a Stripe account subscribes to, and what catch-up takes in. Not `invoice.created`: an endpoint
 * that fails to answer it holds back the account's automatic invoices for up to 72 hours, and `invoice.finalized` tells
 * all we need (https://docs.stripe.com/billing/subscriptions/webhooks).
 */
export const SUBSCRIBED_EVENT_TYPES: readonly string[] = [
  ...below('customer', CHANGES),
  ...below('customer.subscription', [
    ...CHANGES,
    'paused',
    'resumed',
    'trial_will_end',
    'pending_update_applied',
    'pending_update_expired',
  ]),
  ...below('invoice', [
    'finalized',
    'finalization_failed',
    'paid',
    'payment_succeeded',
    'payment_failed',
    'payment_action_required',
    'upcoming',
    'updated',
    'voided',
    'marked_uncollectible',
    'deleted',
  ]),
  'invoice_payment.paid',
  ...below('charge', ['succeeded', 'failed', 'updated', 'refunded']),
  ...below('charge.dispute', ['created', 'updated', 'closed', 'funds_withdrawn', 'funds_reinstated']),
  ...below('refund', ['created', 'updated', 'failed']),
  ...below('product', CHANGES),
  ...below('price', CHANGES),
  ...below('coupon', CHANGES),
]
