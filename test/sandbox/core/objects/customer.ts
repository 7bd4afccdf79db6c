import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'

export interface CustomerFields {
  id?: string
  email?: string | null
  name?: string | null
  description?: string | null
  phone?: string | null
  address?: Stripe.Address | null
  metadata?: Stripe.Metadata
  preferredLocales?: string[]
}

export function buildCustomer(stripe: Maker, fields: CustomerFields): Stripe.Customer {
  return {
    id: fields.id ?? stripe.newId('cus'),
    object: 'customer',
    address: fields.address ?? null,
    balance: 0,
    created: stripe.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: fields.description ?? null,
    discount: null,
    email: fields.email ?? null,
    invoice_prefix: stripe.random.chars(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: stripe.livemode,
    metadata: fields.metadata ?? {},
    name: fields.name ?? null,
    next_invoice_sequence: 1,
    phone: fields.phone ?? null,
    preferred_locales: fields.preferredLocales ?? [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}
