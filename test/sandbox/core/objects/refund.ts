import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'

/** A refund has no `livemode`; only its event tells the mode. */
export function buildRefund(
  stripe: Maker,
  charge: Stripe.Charge,
  amount: number,
  reason: Stripe.Refund.Reason | null,
): Stripe.Refund {
  return {
    id: stripe.newId('re'),
    object: 'refund',
    amount,
    balance_transaction: stripe.newId('txn'),
    charge: charge.id,
    created: stripe.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  }
}
