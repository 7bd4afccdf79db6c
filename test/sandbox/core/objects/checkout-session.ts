import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'
import { DAY } from '../period.ts'

export interface CheckoutSessionFields {
  mode: 'payment' | 'subscription'
  customer: Stripe.Customer
  currency: string
  amountTotal: number
  paymentStatus: Stripe.Checkout.Session.PaymentStatus
  paymentIntent: string | null
  subscription: string | null
  invoice: string | null
  clientReferenceId?: string | null
  metadata?: Stripe.Metadata
}

/** Completed: the customer has paid or need not pay yet. */
export function buildCheckoutSession(stripe: Maker, fields: CheckoutSessionFields): Stripe.Checkout.Session {
  const { customer } = fields
  return {
    id: stripe.newId('cs'),
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: fields.amountTotal,
    amount_total: fields.amountTotal,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: 'auto',
    cancel_url: 'https://app.example.com/plans',
    client_reference_id: fields.clientReferenceId ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: stripe.now(),
    currency: fields.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: customer.id,
    customer_account: null,
    customer_creation: fields.mode === 'payment' ? 'if_required' : 'always',
    customer_details: {
      address: customer.address ?? null,
      business_name: null,
      email: customer.email,
      individual_name: null,
      name: customer.name ?? null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    customer_email: null,
    discounts: [],
    expires_at: stripe.now() + DAY,
    integration_identifier: null,
    invoice: fields.invoice,
    invoice_creation: null,
    livemode: stripe.livemode,
    locale: 'auto',
    managed_payments: null,
    metadata: fields.metadata ?? {},
    mode: fields.mode,
    origin_context: null,
    payment_intent: fields.paymentIntent,
    payment_link: null,
    payment_method_collection: 'always',
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    payment_status: fields.paymentStatus,
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'complete',
    submit_type: null,
    subscription: fields.subscription,
    success_url: 'https://app.example.com/welcome',
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: null,
    wallet_options: null,
  }
}
