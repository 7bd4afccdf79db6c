import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'

export interface ProductFields {
  id?: string
  name: string
  description?: string | null
  active?: boolean
  metadata?: Stripe.Metadata
  unitLabel?: string | null
  url?: string | null
}

export function buildProduct(stripe: Maker, fields: ProductFields): Stripe.Product {
  const now = stripe.now()
  return {
    id: fields.id ?? stripe.newId('prod'),
    object: 'product',
    active: fields.active ?? true,
    created: now,
    default_price: null,
    description: fields.description ?? null,
    images: [],
    livemode: stripe.livemode,
    marketing_features: [],
    metadata: fields.metadata ?? {},
    name: fields.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: fields.unitLabel ?? null,
    updated: now,
    url: fields.url ?? null,
  }
}
