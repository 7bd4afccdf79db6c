import type { EventDetail, EventSummary, Price, Product } from '../../../dashboard/lib/api-types.ts'

export function anEvent(overrides: Partial<EventDetail> = {}): EventDetail {
  return {
    id: 'evt_1',
    object: 'event',
    type: 'customer.subscription.updated',
    created: '2026-11-21T19:00:00Z',
    received_at: '2026-11-21T19:00:02Z',
    livemode: false,
    api_version: '2026-10-28.endive',
    source: 'webhook',
    outcome: 'processed',
    stale: false,
    duplicates: 0,
    attempts: 1,
    error: null,
    stripe_object_id: 'sub_1',
    stripe_customer_id: 'cus_1',
    customer: null,
    notes: ['Subscription sub_1: status active → past_due.'],
    changes: [{ customer: null, object: 'sub_1', field: 'subscription.status', from: 'active', to: 'past_due' }],
    runs: [],
    deliveries: [],
    processed_at: '2026-11-21T19:00:02Z',
    payload: null,
    ...overrides,
  }
}

export function someEvents(...ids: string[]): EventSummary[] {
  return ids.map((id) => anEvent({ id }))
}

export function aProduct(overrides: Partial<Product> = {}): Product {
  return {
    id: 'prod_1',
    object: 'product',
    name: 'Team',
    description: null,
    active: true,
    deleted: false,
    default_price: null,
    created_at: null,
    set_at: '2026-11-21T19:00:00Z',
    set_by: null,
    ...overrides,
  }
}

export function aPrice(overrides: Partial<Price> = {}): Price {
  return {
    id: 'price_1',
    object: 'price',
    product: 'prod_1',
    nickname: null,
    active: true,
    deleted: false,
    currency: 'eur',
    unit_amount: 1900,
    unit_amount_decimal: '1900',
    type: 'recurring',
    billing_scheme: 'per_unit',
    recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
    created_at: null,
    set_at: '2026-11-21T19:00:00Z',
    set_by: null,
    ...overrides,
  }
}
