import type {
  Connection,
  ConnectionWays,
  EventDetail,
  EventSummary,
  Job,
  Price,
  Product,
} from '../../../dashboard/lib/api-types.ts'

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
    problems: [],
    live_subscriptions: 0,
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
    tiers_mode: null,
    recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
    created_at: null,
    set_at: '2026-11-21T19:00:00Z',
    set_by: null,
    problems: [],
    live_subscriptions: 0,
    ...overrides,
  }
}

export function aJob(overrides: Partial<Job> = {}): Job {
  return {
    id: 'job_1',
    object: 'job',
    kind: 'import',
    status: 'running',
    resource: 'customers',
    done: { products: 12, prices: 31, coupons: 4, customers: 1240 },
    total: { customers: 3100 },
    held: null,
    skipped: [],
    pages: 7,
    requests: 20,
    found: 0,
    error: null,
    created_at: '2026-11-21T19:00:00Z',
    updated_at: '2026-11-21T19:01:00Z',
    finished_at: null,
    ...overrides,
  }
}

export function aConnection(overrides: Partial<Connection> = {}): Connection {
  return {
    object: 'connection',
    id: 'con_default_test',
    mode: 'test',
    status: 'connected',
    reason: null,
    kind: 'restricted_key',
    stripe_account: { id: 'acct_1', name: 'Northwind', country: 'DE' },
    api_version: '2026-10-28.endive',
    webhook: {
      endpoint_id: 'con_default_test',
      url: 'https://billhook.example.com/api/webhooks/stripe/con_default_test',
      status: 'receiving',
      missing_event_types: [],
    },
    last_event: null,
    last_catch_up_at: null,
    last_catalog_sync_at: null,
    import: null,
    catalog: null,
    conditions: [],
    key_last4: '9fQz',
    scope: null,
    connected_at: null,
    checked_at: null,
    import_months: 12,
    rejected_requests_24h: 0,
    unlinked_events_24h: 0,
    mode_mismatches_24h: 0,
    disconnected_events_24h: 0,
    ...overrides,
  }
}

export function someWays(overrides: Partial<ConnectionWays> = {}): ConnectionWays {
  return {
    object: 'connection_ways',
    mode: 'test',
    restricted_key: {
      create_url: 'https://dashboard.stripe.com/test/apikeys/create',
      permissions: [
        { name: 'rak_invoice_read', box: 'Invoices', access: 'Read', why: 'To know what was paid.', required: true },
        {
          name: 'rak_webhook_write',
          box: 'Webhook Endpoints',
          access: 'Write',
          why: 'To hear of changes.',
          required: true,
        },
      ],
    },
    app_oauth: { available: false, reason: 'Set STRIPE_APP_CLIENT_ID_TEST.' },
    connect_oauth: { available: true, scope: 'read_write', reason: null },
    webhook_only: { url: 'https://billhook.example.com/api/webhooks/stripe/con_default_test' },
    ...overrides,
  }
}
