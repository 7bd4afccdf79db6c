import type { JsonObject } from '../../../worker/domain/json.ts'

/** One subscription with all that a rule reads, in the shape of each of these API versions. */
export const SHAPED_VERSIONS = [
  '2022-11-15',
  '2025-02-24.acacia',
  '2025-03-31.basil',
  '2025-09-30.clover',
  '2026-10-28.endive',
] as const
export type ShapedVersion = (typeof SHAPED_VERSIONS)[number]

export const T0 = 1_767_225_600
export const PERIOD_END = T0 + 2_592_000

const RATE = {
  ...{ id: 'txr_1', object: 'tax_rate', active: true, country: 'DE', created: T0, description: null },
  ...{ display_name: 'VAT', inclusive: true, jurisdiction: null, livemode: false, metadata: {}, percentage: 8.875 },
}

const PRICE = {
  ...{ id: 'price_seats', object: 'price', active: true, billing_scheme: 'per_unit', created: T0, currency: 'usd' },
  ...{ custom_unit_amount: null, livemode: false, lookup_key: null, metadata: {}, nickname: null, product: 'prod_1' },
  ...{ tax_behavior: 'inclusive', tiers_mode: null, transform_quantity: { divide_by: 10, round: 'up' } },
  ...{ type: 'recurring', unit_amount: null, unit_amount_decimal: '0.5' },
}

const PLAN = {
  ...{ id: 'price_seats', object: 'plan', active: true, amount: null, amount_decimal: '0.5', created: T0 },
  ...{
    billing_scheme: 'per_unit',
    currency: 'usd',
    interval: 'month',
    interval_count: 3,
    livemode: false,
    meter: null,
  },
  ...{ metadata: {}, nickname: null, product: 'prod_1', tiers_mode: null, trial_period_days: null },
  ...{ transform_usage: { divide_by: 10, round: 'up' }, usage_type: 'licensed' },
}

const RECURRING = { interval: 'month', interval_count: 3, meter: null, trial_period_days: null, usage_type: 'licensed' }

export const COUPON = {
  ...{ id: 'co_1', object: 'coupon', amount_off: 500, created: T0, currency: 'eur', duration: 'repeating' },
  ...{ duration_in_months: 12, livemode: false, max_redemptions: null, metadata: {}, name: null, percent_off: null },
  ...{ redeem_by: null, times_redeemed: 1, valid: true },
}

/** As the API answers when it is asked for all of it. */
export const HELD_COUPON = {
  ...COUPON,
  applies_to: { products: ['prod_1'] },
  currency_options: { usd: { amount_off: 600 } },
}

/** Tiers come only when they are asked for. */
export const HELD_TIERED = {
  ...PRICE,
  ...{ id: 'price_tiers', billing_scheme: 'tiered', tiers_mode: 'graduated', unit_amount_decimal: null },
  transform_quantity: null,
  tiers: [
    { flat_amount: 300, flat_amount_decimal: '300', unit_amount: 5, unit_amount_decimal: '5', up_to: 10 },
    { flat_amount: null, flat_amount_decimal: null, unit_amount: null, unit_amount_decimal: '0.25', up_to: null },
  ],
}

const SUBSCRIPTION = {
  ...{ id: 'sub_1', object: 'subscription', application: null, application_fee_percent: null },
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  ...{ billing_cycle_anchor: T0, billing_thresholds: null, cancel_at: PERIOD_END, cancel_at_period_end: true },
  ...{ canceled_at: T0 + 60, collection_method: 'charge_automatically', created: T0, currency: 'usd' },
  ...{ customer: 'cus_1', days_until_due: null, default_payment_method: null, default_source: null },
  ...{ default_tax_rates: [{ ...RATE, id: 'txr_2', percentage: 20 }], description: null, ended_at: null },
  cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
  ...{ latest_invoice: 'in_1', livemode: false, metadata: { user_id: 'u_1' }, next_pending_invoice_item_invoice: null },
  ...{ on_behalf_of: null, pause_collection: { behavior: 'void', resumes_at: PERIOD_END }, schedule: null },
  payment_settings: {
    ...{ payment_method_options: null, payment_method_types: null, save_default_payment_method: 'off' },
  },
  ...{ pending_invoice_item_interval: null, pending_setup_intent: null, pending_update: null, start_date: T0 - 9 },
  ...{ status: 'paused', test_clock: null, transfer_data: null, trial_end: T0 + 5, trial_start: T0 },
  trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'pause' } },
}

const SINCE_2024 = {
  billing_cycle_anchor_config: null,
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
}

const PAUSED = {
  type: 'subscription',
  transitioned_at: T0 + 5,
  subscription: { type: 'trial_end_without_payment_method' },
}

const NEW_IN_ENDIVE = {
  ...{ billing_mode: { flexible: null, type: 'classic' }, billing_schedules: [], customer_account: null },
  ...{ managed_payments: { enabled: false }, status_details: { paused: PAUSED } },
}

const DISCOUNT = {
  ...{ id: 'di_1', object: 'discount', checkout_session: null, customer: 'cus_1', end: PERIOD_END, invoice: null },
  ...{ invoice_item: null, promotion_code: null, start: T0, subscription: 'sub_1' },
}

/** Since 2025-03-31.basil the period stands on the items, since 2025-09-30.clover the coupon under `source`. */
export function shapedSubscription(version: ShapedVersion): JsonObject {
  const discount = (coupon: JsonObject) => ({ ...DISCOUNT, subscription_item: null, customer_account: null, ...coupon })
  const inline = discount({ coupon: COUPON })
  const period = { current_period_end: PERIOD_END, current_period_start: T0 }
  const items = (more: JsonObject, usage: JsonObject = {}) => ({ items: itemList(more, usage) })
  const usage = { aggregate_usage: null }
  switch (version) {
    case '2022-11-15':
      return { ...SUBSCRIPTION, ...period, ...items({}, usage), discount: { ...DISCOUNT, coupon: COUPON } }
    case '2025-02-24.acacia':
      return {
        ...SUBSCRIPTION,
        ...SINCE_2024,
        ...period,
        ...items({ discounts: [] }, usage),
        discount: inline,
        discounts: ['di_1'],
      }
    case '2025-03-31.basil':
      return { ...SUBSCRIPTION, ...SINCE_2024, ...items({ discounts: [], ...period }), discounts: [inline] }
    case '2025-09-30.clover': {
      const discounts = [discount({ source: { type: 'coupon', coupon: 'co_1' } })]
      return { ...SUBSCRIPTION, ...SINCE_2024, ...items({ discounts: [], ...period }), discounts }
    }
    case '2026-10-28.endive': {
      const discounts = [discount({ source: { type: 'coupon', coupon: COUPON } })]
      const more = { discounts: [], ...period, current_trial: null }
      return { ...SUBSCRIPTION, ...SINCE_2024, ...NEW_IN_ENDIVE, ...items(more), discounts }
    }
  }
}

/** `usage` stood on plans and prices until 2025-03-31.basil. */
function itemList(more: JsonObject, usage: JsonObject): JsonObject {
  const item = (id: string, price: JsonObject, plan: JsonObject, quantity: number, rates: JsonObject[]) => ({
    ...{ id, object: 'subscription_item', billing_thresholds: null, created: T0, metadata: {}, subscription: 'sub_1' },
    ...{
      price: { ...price, recurring: { ...RECURRING, ...usage } },
      plan: { ...plan, ...usage },
      quantity,
      tax_rates: rates,
      ...more,
    },
  })
  const { tiers: _, ...tiered } = HELD_TIERED
  const tieredPlan = {
    ...PLAN,
    id: tiered.id,
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    transform_usage: null,
  }
  const data = [item('si_1', PRICE, PLAN, 25, [RATE]), item('si_2', tiered, tieredPlan, 12, [])]
  return { object: 'list', data, has_more: false, url: '/v1/subscription_items?subscription=sub_1' }
}
