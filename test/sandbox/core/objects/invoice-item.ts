import type { Stripe } from 'stripe'
import { decimal } from '../decimal.ts'
import type { Maker } from '../maker.ts'
import { pricingOf } from './invoice-line.ts'

export interface InvoiceItemFields {
  customer: string
  amount: number
  currency: string
  description: string | null
  price: Stripe.Price | null
  quantity: number
  period: Stripe.InvoiceItem.Period
  /** The subscription and item it prorates; null for a one-off charge. */
  subscription: { id: string; item: string } | null
}

export function buildInvoiceItem(stripe: Maker, fields: InvoiceItemFields): Stripe.InvoiceItem {
  return {
    id: stripe.newId('ii'),
    object: 'invoiceitem',
    amount: fields.amount,
    currency: fields.currency,
    customer: fields.customer,
    customer_account: null,
    date: stripe.now(),
    description: fields.description,
    discountable: fields.subscription === null,
    discounts: [],
    invoice: null,
    livemode: stripe.livemode,
    metadata: {},
    net_amount: fields.amount,
    parent: fields.subscription
      ? {
          subscription_details: { subscription: fields.subscription.id, subscription_item: fields.subscription.item },
          type: 'subscription_details',
        }
      : null,
    period: fields.period,
    pricing: fields.price ? pricingOf(fields.price) : null,
    proration: fields.subscription !== null,
    proration_details: { credited_items: null, discount_amounts: [] },
    quantity: fields.quantity,
    quantity_decimal: decimal(fields.quantity),
    tax_rates: [],
    test_clock: null,
  }
}
