import type { StoredCustomer } from '../../worker/domain/customer.ts'

/** A customer of whom nothing is known but what is told. */
export function storedCustomer(over: Partial<StoredCustomer> = {}): StoredCustomer {
  return {
    ...{ id: 'cust_1', external_id: null, stripe_customer_ids: [], user_id: null, kind: 'user' },
    ...{ email: null, name: null, stage: null, packages: [], tags: [], segments: [] },
    access: { state: 'none', since: null, until: null, reason: 'No subscription.', code: 'no_subscription' },
    ...{ subscription_status: null, plan: null, quantity: null, mrr: [], committed_mrr: [], trial_mrr: [] },
    ...{ renewal_date: null, trial_end: null, cancel_at: null, last_payment: null, failed_payment: null },
    ...{ lifetime_value: [], subscriptions: [], overrides: {}, flags: [] },
    created_by: { kind: 'api', ref: null, rule: 'api' },
    ...{ stripe_created_at: null, erased: false },
    ...{ created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', set: {}, own_fields: {} },
    ...over,
  }
}
