import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'
import { emptyAddress } from './payment-method.ts'

export interface ChargeFields {
  amount: number
  currency: string
  customer: Stripe.Customer | null
  paymentIntent: string
  paymentMethod: Stripe.PaymentMethod
  description: string | null
  /** Null when the charge succeeds. */
  declineCode: string | null
  /** Null where it is told later. */
  balanceTransaction: string | null
}

const DECLINED = 'Your card was declined.'

export function buildCharge(stripe: Maker, fields: ChargeFields): Stripe.Charge {
  const id = stripe.newId('ch')
  const paid = fields.declineCode === null
  return {
    id,
    object: 'charge',
    amount: fields.amount,
    amount_captured: paid ? fields.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: fields.balanceTransaction,
    billing_details: {
      address: fields.customer?.address ?? emptyAddress(),
      email: fields.customer?.email ?? null,
      name: fields.customer?.name ?? null,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: stripe.account.name.toUpperCase().slice(0, 22),
    captured: paid,
    created: stripe.now(),
    currency: fields.currency,
    customer: fields.customer?.id ?? null,
    description: fields.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: paid ? null : 'card_declined',
    failure_message: paid ? null : DECLINED,
    fraud_details: {},
    livemode: stripe.livemode,
    metadata: {},
    on_behalf_of: null,
    outcome: outcomeOf(fields.declineCode),
    paid,
    payment_intent: fields.paymentIntent,
    payment_method: fields.paymentMethod.id,
    payment_method_details: { card: cardDetails(fields), type: 'card' },
    receipt_email: null,
    receipt_number: null,
    receipt_url: paid ? `https://pay.example.com/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: paid ? 'succeeded' : 'failed',
    transfer_data: null,
    transfer_group: null,
  }
}

function outcomeOf(declineCode: string | null): Stripe.Charge.Outcome {
  const paid = declineCode === null
  return {
    advice_code: paid ? null : 'try_again_later',
    network_advice_code: null,
    network_decline_code: paid ? null : '05',
    network_status: paid ? 'approved_by_network' : 'declined_by_network',
    reason: declineCode,
    risk_level: 'normal',
    risk_score: 23,
    seller_message: paid ? 'Payment complete.' : 'The bank did not return any further details with this decline.',
    type: paid ? 'authorized' : 'issuer_declined',
  }
}

function cardDetails(fields: ChargeFields): Stripe.Charge.PaymentMethodDetails.Card {
  const card = fields.paymentMethod.card
  return {
    amount_authorized: fields.declineCode === null ? fields.amount : null,
    authorization_code: null,
    brand: card?.brand ?? null,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: card?.country ?? null,
    electronic_commerce_indicator: null,
    exp_month: card?.exp_month ?? 1,
    exp_year: card?.exp_year ?? 2030,
    fingerprint: card?.fingerprint ?? null,
    funding: card?.funding ?? null,
    installments: null,
    last4: card?.last4 ?? null,
    mandate: null,
    network: card?.brand ?? null,
    network_transaction_id: null,
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  }
}
