import type { Stripe } from 'stripe'
import { decimal } from '../decimal.ts'
import type { Maker } from '../maker.ts'

export interface InvoiceLineFields {
  invoice: string
  amount: number
  currency: string
  description: string | null
  period: Stripe.InvoiceLineItem.Period
  /** Null for an amount without a price. */
  price: Stripe.Price | null
  quantity: number
  proration: boolean
  subscription: string | null
  subscriptionItem: string | null
  invoiceItem: string | null
  metadata?: Stripe.Metadata
}

export function buildInvoiceLine(stripe: Maker, fields: InvoiceLineFields): Stripe.InvoiceLineItem {
  return {
    id: stripe.newId('il'),
    object: 'line_item',
    amount: fields.amount,
    currency: fields.currency,
    description: fields.description,
    discount_amounts: [],
    discountable: !fields.proration,
    discounts: [],
    invoice: fields.invoice,
    livemode: stripe.livemode,
    metadata: fields.metadata ?? {},
    parent: parentOf(fields),
    period: fields.period,
    pretax_credit_amounts: [],
    pricing: fields.price ? pricingOf(fields.price) : null,
    quantity: fields.quantity,
    quantity_decimal: decimal(fields.quantity),
    subscription: fields.subscription,
    subtotal: fields.amount,
    taxes: [],
  }
}

export function pricingOf(price: Stripe.Price): Stripe.InvoiceLineItem.Pricing {
  return {
    price_details: { price: price.id, product: price.product as string },
    type: 'price_details',
    unit_amount_decimal: price.unit_amount_decimal,
  }
}

function parentOf(fields: InvoiceLineFields): Stripe.InvoiceLineItem.Parent | null {
  const shared = {
    proration: fields.proration,
    proration_details: { credited_items: null },
    subscription: fields.subscription,
  }
  if (fields.subscriptionItem) {
    return {
      invoice_item_details: null,
      subscription_item_details: {
        ...shared,
        invoice_item: fields.invoiceItem,
        subscription_item: fields.subscriptionItem,
      },
      type: 'subscription_item_details',
    }
  }
  if (!fields.invoiceItem) return null
  return {
    invoice_item_details: { ...shared, invoice_item: fields.invoiceItem },
    subscription_item_details: null,
    type: 'invoice_item_details',
  }
}
