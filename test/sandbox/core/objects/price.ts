import type { Stripe } from 'stripe'
import { decimal } from '../decimal.ts'
import type { Maker } from '../maker.ts'

export interface PriceTier {
  /** Null for the last tier. */
  upTo: number | null
  unitAmount: number | null
  flatAmount?: number | null
}

export interface PriceFields {
  id?: string
  product: string
  currency: string
  /** Minor units; leave out with tiers or a decimal amount. */
  unitAmount?: number | null
  /** For amounts below one minor unit. */
  unitAmountDecimal?: string
  /** Null for a one-time price. */
  interval: 'day' | 'week' | 'month' | 'year' | null
  intervalCount?: number
  usageType?: 'licensed' | 'metered'
  meter?: string | null
  trialPeriodDays?: number | null
  tiers?: PriceTier[]
  tiersMode?: 'graduated' | 'volume'
  transformQuantity?: Stripe.Price.TransformQuantity | null
  nickname?: string | null
  lookupKey?: string | null
  active?: boolean
  metadata?: Stripe.Metadata
}

/** As Stripe sends it: without `tiers`, which only an expanded answer carries. */
export function buildPrice(stripe: Maker, fields: PriceFields): Stripe.Price {
  const unitAmount = fields.tiers || fields.unitAmountDecimal ? null : (fields.unitAmount ?? null)
  const text = fields.unitAmountDecimal ?? (unitAmount === null ? null : String(unitAmount))
  return {
    id: fields.id ?? stripe.newId('price'),
    object: 'price',
    active: fields.active ?? true,
    billing_scheme: fields.tiers ? 'tiered' : 'per_unit',
    created: stripe.now(),
    currency: fields.currency,
    custom_unit_amount: null,
    livemode: stripe.livemode,
    lookup_key: fields.lookupKey ?? null,
    metadata: fields.metadata ?? {},
    nickname: fields.nickname ?? null,
    product: fields.product,
    recurring:
      fields.interval === null
        ? null
        : {
            interval: fields.interval,
            interval_count: fields.intervalCount ?? 1,
            meter: fields.meter ?? null,
            trial_period_days: fields.trialPeriodDays ?? null,
            usage_type: fields.usageType ?? 'licensed',
          },
    tax_behavior: 'unspecified',
    tiers_mode: fields.tiers ? (fields.tiersMode ?? 'graduated') : null,
    transform_quantity: fields.transformQuantity ?? null,
    type: fields.interval === null ? 'one_time' : 'recurring',
    unit_amount: unitAmount,
    unit_amount_decimal: text === null ? null : decimal(text),
  }
}

export function buildTiers(tiers: readonly PriceTier[]): Stripe.Price.Tier[] {
  return tiers.map((tier) => ({
    flat_amount: tier.flatAmount ?? null,
    flat_amount_decimal: tier.flatAmount == null ? null : decimal(tier.flatAmount),
    unit_amount: tier.unitAmount,
    unit_amount_decimal: tier.unitAmount === null ? null : decimal(tier.unitAmount),
    up_to: tier.upTo,
  }))
}

/** The older twin of a recurring price, with the same id; null for a one-time price. */
export function planOf(price: Stripe.Price): Stripe.Plan | null {
  if (!price.recurring) return null
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring.interval,
    interval_count: price.recurring.interval_count,
    livemode: price.livemode,
    metadata: price.metadata,
    meter: price.recurring.meter,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: price.tiers_mode,
    transform_usage: price.transform_quantity,
    trial_period_days: price.recurring.trial_period_days,
    usage_type: price.recurring.usage_type,
  }
}
