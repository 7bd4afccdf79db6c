import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'
import { DAY } from '../period.ts'

const FEE = 1_500

export function buildDispute(
  stripe: Maker,
  charge: Stripe.Charge,
  status: Stripe.Dispute.Status,
  reason: string,
): Stripe.Dispute {
  const now = stripe.now()
  const id = stripe.newId('du')
  return {
    id,
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: status === 'needs_response' ? [withdrawal(stripe, charge, id)] : [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: buildEvidence(charge),
    evidence_details: {
      due_by: now + 7 * DAY,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: 'manual',
    is_charge_refundable: status === 'warning_needs_response',
    livemode: stripe.livemode,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: charge.payment_method_details?.card?.brand ?? 'visa',
        case_type: status === 'warning_needs_response' ? 'inquiry' : 'chargeback',
        network: charge.payment_method_details?.card?.network ?? 'visa',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason,
    status,
  }
}

/** The disputed amount and the fee, as they leave the balance. */
function withdrawal(stripe: Maker, charge: Stripe.Charge, dispute: string): Stripe.BalanceTransaction {
  const now = stripe.now()
  return {
    id: stripe.newId('txn'),
    object: 'balance_transaction',
    amount: -charge.amount,
    available_on: now,
    balance_type: 'payments',
    created: now,
    currency: charge.currency,
    description: `Chargeback withdrawal for ${charge.id}`,
    exchange_rate: null,
    fee: FEE,
    fee_details: [
      { amount: FEE, application: null, currency: charge.currency, description: 'Dispute fee', type: 'stripe_fee' },
    ],
    net: -charge.amount - FEE,
    reporting_category: 'dispute',
    source: dispute,
    status: 'available',
    type: 'adjustment',
  }
}

function buildEvidence(charge: Stripe.Charge): Stripe.Dispute.Evidence {
  return {
    access_activity_log: null,
    appeal: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: charge.billing_details.email,
    customer_name: charge.billing_details.name,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: charge.description,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  }
}
