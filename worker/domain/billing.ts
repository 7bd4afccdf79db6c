/**
 * A subscription as billing rules read it, whatever the API version of its payload (facts: Stripe's changelog of
 * 2025-03-31.basil, 2025-09-30.clover and 2026-10-28.endive). Times are Stripe's seconds, amounts decimal text or whole
 * minor units.
 */
export interface BillingSubscription {
  id: string
  stripeCustomerId: string | null
  status: string
  /** Why it is `paused`, as Stripe names it since 2026-10-28.endive. */
  statusReason: string | null
  /** Since when it is `paused`, as Stripe tells since then. */
  pausedAt: number | null
  currency: string
  items: BillingItem[]
  /** The subscription's own, in Stripe's order. */
  discounts: BillingDiscount[]
  /** `default_tax_rates`; null where the payload does not say. */
  taxRates: TaxRate[] | null
  created: number | null
  startedAt: number | null
  /** The earliest period end of its items. */
  currentPeriodEnd: number | null
  trialStart: number | null
  trialEnd: number | null
  cancelAt: number | null
  cancelAtPeriodEnd: boolean
  canceledAt: number | null
  endedAt: number | null
  pause: { behavior: string; resumesAt: number | null } | null
  latestInvoice: string | null
  metadata: Record<string, string>
}

export interface BillingItem {
  id: string
  price: string | null
  product: string | null
  currency: string
  /** Null for what is charged once. */
  recurring: { interval: Interval; intervalCount: number; usageType: 'licensed' | 'metered' } | null
  deleted: boolean
  /** Null where Stripe says none. */
  quantity: number | null
  amount: ItemAmount
  transform: { divideBy: number; round: 'up' | 'down' } | null
  taxBehavior: 'inclusive' | 'exclusive' | 'unspecified' | null
  /** The item's own; null where the payload does not say. */
  taxRates: TaxRate[] | null
  discounts: BillingDiscount[]
  periodEnd: number | null
}

export type Interval = 'day' | 'week' | 'month' | 'year'

export type ItemAmount =
  /** Decimal text: Stripe has up to 12 places below a minor unit. */
  | { kind: 'per_unit'; unit: string }
  | { kind: 'tiers'; mode: 'volume' | 'graduated'; tiers: Tier[] }
  /** The payload does not say: tiers come expanded only, and what a customer chooses is on no price. */
  | { kind: 'unknown'; lacks: 'tiers' | 'custom_amount' | 'amount' }

export interface Tier {
  /** Null: without end. */
  upTo: number | null
  unit: string
  flat: string
}

export interface TaxRate {
  /** Decimal text. */
  percentage: string
  inclusive: boolean
}

export interface BillingDiscount {
  id: string | null
  couponId: string | null
  /** Null where neither the payload nor what is held says. */
  coupon: CouponTerms | null
  end: number | null
}

export interface CouponTerms {
  id: string
  duration: string
  /** Decimal text. */
  percentOff: string | null
  amountOff: number | null
  currency: string | null
  /** Further currencies' amounts. */
  amountOffIn: Record<string, number>
  /** Product ids; null where it applies to all. */
  appliesTo: string[] | null
}

export interface Money {
  currency: string
  /** Whole minor units. */
  amount: number
}
