import type { JsonObject } from './json.ts'

/** The Stripe objects whose present state Billhook keeps. */
export const OBJECT_TYPES = [
  'product',
  'price',
  'coupon',
  'customer',
  'subscription',
  'invoice',
  'charge',
  'dispute',
] as const
export type ObjectType = (typeof OBJECT_TYPES)[number]

export interface ObjectRef {
  objectType: ObjectType
  objectId: string
}

export interface ProductFacts {
  type: 'product'
  name: string
  description: string | null
  active: boolean
  default_price: string | null
  created: number | null
}

export interface PriceFacts {
  type: 'price'
  product: string | null
  nickname: string | null
  active: boolean
  currency: string
  /** Minor units; null when tiered, custom or a fraction of a minor unit. */
  unit_amount: number | null
  unit_amount_decimal: string | null
  price_type: string
  billing_scheme: string
  recurring_interval: string | null
  recurring_interval_count: number | null
  usage_type: string | null
  /** How tiers add up; null where there are none. */
  tiers_mode: string | null
  created: number | null
}

export interface CouponFacts {
  type: 'coupon'
  name: string | null
  /** Can still be redeemed. */
  valid: boolean
  duration: string
  percent_off: number | null
  /** Minor units of `currency`. */
  amount_off: number | null
  currency: string | null
  created: number | null
}

export interface CustomerFacts {
  type: 'customer'
  email: string | null
  name: string | null
  currency: string | null
  delinquent: boolean
  created: number | null
}

export interface SubscriptionFacts {
  type: 'subscription'
  stripe_customer_id: string | null
  status: string
  currency: string | null
  items: { id: string; price: string | null; product: string | null; quantity: number | null }[]
  /** Seconds; the earliest period end of its items. */
  current_period_end: number | null
  trial_end: number | null
  cancel_at: number | null
  cancel_at_period_end: boolean
  canceled_at: number | null
  ended_at: number | null
  created: number | null
}

/** Amounts in minor units of `currency`. */
export interface InvoiceFacts {
  type: 'invoice'
  stripe_customer_id: string | null
  subscription: string | null
  status: string | null
  billing_reason: string | null
  currency: string | null
  total: number | null
  amount_due: number | null
  amount_paid: number | null
  amount_remaining: number | null
  attempt_count: number | null
  next_payment_attempt: number | null
  created: number | null
}

/** Amounts in minor units of `currency`. */
export interface ChargeFacts {
  type: 'charge'
  stripe_customer_id: string | null
  status: string | null
  currency: string | null
  amount: number | null
  amount_captured: number | null
  amount_refunded: number | null
  /** Everything went back. */
  refunded: boolean
  disputed: boolean
  created: number | null
}

export interface DisputeFacts {
  type: 'dispute'
  charge: string | null
  status: string | null
  reason: string | null
  amount: number | null
  currency: string | null
  created: number | null
}

export type ObjectFacts =
  | ProductFacts
  | PriceFacts
  | CouponFacts
  | CustomerFacts
  | SubscriptionFacts
  | InvoiceFacts
  | ChargeFacts
  | DisputeFacts

/** Reads a payload of any API version to one shape; it never throws, whatever the payload holds. */
export type ReadFacts = (type: ObjectType, object: JsonObject) => ObjectFacts
