import type { Names } from '../../../dashboard/features/customers/names.ts'
import type { Customer, TimelineItem, Unmatched } from '../../../dashboard/lib/api-types.ts'

export const NAMES: Names = {
  plans: [
    { id: 'prod_team', name: 'Team' },
    { id: 'price_team', name: 'Team, monthly' },
  ],
  segments: [{ id: 'seg_1', name: 'Big spenders' }],
  stages: ['trial', 'customer'],
  packages: ['pro', 'team'],
}

export function aCustomer(overrides: Partial<Customer> = {}): Customer {
  return {
    id: 'cust_1',
    object: 'customer',
    external_id: 'cus_1',
    stripe_customer_ids: ['cus_1'],
    deleted_stripe_customer_ids: [],
    user_id: null,
    kind: 'user',
    email: 'alice@example.com',
    name: 'Alice',
    stage: 'customer',
    access: { state: 'active', since: null, until: null, reason: 'sub_1 is paid for.', code: 'subscribed' },
    packages: ['team'],
    tags: [],
    segments: [],
    subscription_status: 'active',
    plan: { price: 'price_team', product: 'prod_team', name: 'Team' },
    quantity: 1,
    mrr: [{ currency: 'eur', amount: 1900 }],
    committed_mrr: [{ currency: 'eur', amount: 1900 }],
    trial_mrr: [],
    renewal_date: null,
    trial_end: null,
    cancel_at: null,
    last_payment: null,
    failed_payment: null,
    lifetime_value: [],
    subscriptions: [],
    fields: {},
    overrides: {},
    flags: [],
    created_by: { kind: 'event', ref: 'evt_1', rule: 'unknown_stripe_customer' },
    stripe_created_at: null,
    erased: false,
    created_at: '2026-11-21T19:00:00Z',
    updated_at: '2026-11-21T19:00:00Z',
    ...overrides,
  }
}

export function aSubscription(overrides: Partial<Customer['subscriptions'][number]> = {}) {
  return {
    id: 'sub_1',
    stripe_customer_id: 'cus_1',
    status: 'active',
    status_reason: null,
    currency: 'eur',
    items: [anItem()],
    mrr: 1900,
    committed_mrr: 1900,
    trial_mrr: 0,
    packages: ['team'],
    access: 'active' as const,
    current_period_end: '2026-12-21T19:00:00Z',
    trial_end: null,
    cancel_at: null,
    canceled_at: null,
    ended_at: null,
    pause: null,
    created: null,
    ...overrides,
  }
}

export function anItem(overrides: Partial<Customer['subscriptions'][number]['items'][number]> = {}) {
  return {
    id: 'si_1',
    price: 'price_team',
    product: 'prod_team',
    quantity: 1,
    interval: 'month',
    interval_count: 1,
    usage_type: 'licensed',
    ...overrides,
  }
}

export function aTimelineItem(overrides: Partial<TimelineItem> = {}): TimelineItem {
  return {
    object: 'timeline_item',
    kind: 'change',
    at: '2026-11-21T19:00:00Z',
    event: null,
    set_by: 'settings',
    notes: ['The settings or segments were changed.'],
    changes: [],
    runs: [],
    deliveries: [],
    ...overrides,
  }
}

export function anUnmatched(overrides: Partial<Unmatched> = {}): Unmatched {
  return {
    id: 'cus_2',
    object: 'unmatched',
    stripe_customer_id: 'cus_2',
    email: 'shared@example.com',
    name: null,
    user_id: null,
    reason: 'ambiguous_email',
    reason_text: 'Two customers have the address shared@example.com.',
    candidates: [],
    events: [],
    since: '2026-11-21T19:00:00Z',
    ...overrides,
  }
}
