import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'

export interface PaymentIntentFields {
  amount: number
  currency: string
  customer: string | null
  description: string | null
  paymentMethod: string | null
}

/** Just made, nothing tried yet. */
export function buildPaymentIntent(stripe: Maker, fields: PaymentIntentFields): Stripe.PaymentIntent {
  const id = stripe.newId('pi')
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: fields.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${id}_secret_${stripe.random.chars(25)}`,
    confirmation_method: 'automatic',
    created: stripe.now(),
    currency: fields.currency,
    customer: fields.customer,
    customer_account: null,
    description: fields.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: stripe.livemode,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: fields.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: 'off_session',
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: fields.paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  }
}

export function declinedError(charge: Stripe.Charge, method: Stripe.PaymentMethod) {
  const error: Stripe.PaymentIntent.LastPaymentError = {
    charge: charge.id,
    code: 'card_declined',
    decline_code: charge.outcome?.reason ?? 'generic_decline',
    doc_url: 'https://stripe.com/docs/error-codes/card-declined',
    message: 'Your card was declined.',
    payment_method: method,
    type: 'card_error',
  }
  return error
}
