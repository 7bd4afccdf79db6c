import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'
import { wholeList } from './list.ts'

export interface InvoiceFields {
  id: string
  customer: Stripe.Customer
  currency: string
  lines: Stripe.InvoiceLineItem[]
  billingReason: Stripe.Invoice.BillingReason
  /** The subscription it bills, null for a one-off invoice. */
  subscription: Stripe.Subscription | null
  /** The window in which items were collected, not the service period. */
  period: { start: number; end: number }
  /** What discounts take off, by discount id. */
  discountAmounts?: { amount: number; discount: string }[]
  automaticallyFinalizesAt?: number | null
}

/** A draft. Finalising, paying and voiding change copies of it. */
export function buildInvoice(stripe: Maker, fields: InvoiceFields): Stripe.Invoice {
  const { customer, subscription } = fields
  const subtotal = fields.lines.reduce((sum, line) => sum + line.amount, 0)
  const discountAmounts = fields.discountAmounts ?? []
  const total = subtotal - discountAmounts.reduce((sum, discount) => sum + discount.amount, 0)
  const due = Math.max(total, 0)
  const automatic = subscription?.collection_method !== 'send_invoice'
  return {
    id: fields.id,
    object: 'invoice',
    account_country: stripe.account.country,
    account_name: stripe.account.name,
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_paid_off_stripe: 0,
    amount_remaining: due,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: fields.automaticallyFinalizesAt != null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: fields.automaticallyFinalizesAt ?? null,
    billing_reason: fields.billingReason,
    collection_method: automatic ? 'charge_automatically' : 'send_invoice',
    created: stripe.now(),
    currency: fields.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer.tax_exempt ?? 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: discountAmounts.map((discount) => discount.discount),
    due_date: automatic ? null : stripe.now() + (subscription.days_until_due ?? 30) * 86_400,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: wholeList(fields.lines, `/v1/invoices/${fields.id}/lines`),
    livemode: stripe.livemode,
    metadata: {},
    next_payment_attempt: automatic ? (fields.automaticallyFinalizesAt ?? null) : null,
    number: null,
    on_behalf_of: null,
    parent: subscription ? parentOf(subscription) : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: fields.period.end,
    period_start: fields.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal,
    test_clock: null,
    total,
    total_discount_amounts: discountAmounts,
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  }
}

/** The subscription's metadata is copied when the invoice is made and does not follow later changes. */
function parentOf(subscription: Stripe.Subscription): Stripe.Invoice.Parent {
  return {
    quote_details: null,
    subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
    type: 'subscription_details',
  }
}
