import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'

export interface CouponFields {
  id?: string
  name?: string
  percentOff?: number
  /** Minor units, with a currency. */
  amountOff?: { amount: number; currency: string }
  duration: 'forever' | 'once' | 'repeating'
  durationInMonths?: number
  /** The products it takes something off; all unless said. */
  products?: readonly string[]
}

export function buildCoupon(stripe: Maker, fields: CouponFields): Stripe.Coupon {
  return {
    id: fields.id ?? stripe.random.chars(8),
    object: 'coupon',
    amount_off: fields.amountOff?.amount ?? null,
    created: stripe.now(),
    currency: fields.amountOff?.currency ?? null,
    duration: fields.duration,
    duration_in_months: fields.durationInMonths ?? null,
    livemode: stripe.livemode,
    max_redemptions: null,
    metadata: {},
    name: fields.name ?? null,
    percent_off: fields.percentOff ?? null,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  }
}

export interface DiscountFields {
  coupon: string
  customer: string
  subscription: string | null
  end: number | null
}

export function buildDiscount(stripe: Maker, fields: DiscountFields): Stripe.Discount {
  return {
    id: stripe.newId('di'),
    object: 'discount',
    checkout_session: null,
    customer: fields.customer,
    customer_account: null,
    end: fields.end,
    invoice: null,
    invoice_item: null,
    promotion_code: null,
    source: { coupon: fields.coupon, type: 'coupon' },
    start: stripe.now(),
    subscription: fields.subscription,
    subscription_item: null,
  }
}
