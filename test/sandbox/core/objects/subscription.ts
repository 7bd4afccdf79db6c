import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'
import { wholeList } from './list.ts'
import { planOf } from './price.ts'

export interface SubscriptionFields {
  id?: string
  customer: string
  status: Stripe.Subscription.Status
  anchor: number
  startDate?: number
  items: Stripe.SubscriptionItem[]
  currency: string
  metadata?: Stripe.Metadata
  defaultPaymentMethod?: string | null
  billingMode?: 'classic' | 'flexible'
  collectionMethod?: 'charge_automatically' | 'send_invoice'
  trialStart?: number | null
  trialEnd?: number | null
  whenTrialHasNoCard?: 'cancel' | 'create_invoice' | 'pause'
  discounts?: string[]
}

export function buildSubscription(stripe: Maker, fields: SubscriptionFields): Stripe.Subscription {
  const now = stripe.now()
  const id = fields.id ?? stripe.newId('sub')
  const sendsInvoice = fields.collectionMethod === 'send_invoice'
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: fields.anchor,
    billing_cycle_anchor_config: null,
    billing_mode:
      fields.billingMode === 'classic'
        ? { flexible: null, type: 'classic' }
        : { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: now },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: fields.collectionMethod ?? 'charge_automatically',
    created: now,
    currency: fields.currency,
    customer: fields.customer,
    customer_account: null,
    days_until_due: sendsInvoice ? 30 : null,
    default_payment_method: fields.defaultPaymentMethod ?? null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: fields.discounts ?? [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: itemList(id, fields.items),
    latest_invoice: null,
    livemode: stripe.livemode,
    managed_payments: { enabled: false },
    metadata: fields.metadata ?? {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: fields.startDate ?? now,
    status: fields.status,
    test_clock: null,
    transfer_data: null,
    trial_end: fields.trialEnd ?? null,
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: null,
        missing_payment_method: fields.whenTrialHasNoCard ?? 'create_invoice',
      },
    },
    trial_start: fields.trialStart ?? null,
  }
}

export interface SubscriptionItemFields {
  subscription: string
  price: Stripe.Price
  quantity: number
  periodStart: number
  periodEnd: number
}

export function buildSubscriptionItem(stripe: Maker, fields: SubscriptionItemFields): Stripe.SubscriptionItem {
  const plan = planOf(fields.price)
  if (!plan) throw new Error(`The price ${fields.price.id} is one-time: a subscription needs a recurring price.`)
  const item: Stripe.SubscriptionItem = {
    id: stripe.newId('si'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: stripe.now(),
    current_period_end: fields.periodEnd,
    current_period_start: fields.periodStart,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan,
    price: fields.price,
    subscription: fields.subscription,
    tax_rates: [],
  }
  // A metered item has no quantity: its usage is counted elsewhere.
  return fields.price.recurring?.usage_type === 'metered' ? item : { ...item, quantity: fields.quantity }
}

export function itemList(subscriptionId: string, items: Stripe.SubscriptionItem[]) {
  return wholeList(items, `/v1/subscription_items?subscription=${subscriptionId}`)
}
