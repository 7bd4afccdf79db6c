import type { JsonObject } from '../../domain/json.ts'
import type { CouponFacts } from '../../domain/stripe-object.ts'
import { decimal, integer, text } from './read.ts'

export function readCoupon(coupon: JsonObject): CouponFacts {
  return {
    type: 'coupon',
    name: text(coupon.name),
    valid: coupon.valid === true,
    duration: text(coupon.duration) ?? '',
    percent_off: decimal(coupon.percent_off),
    amount_off: integer(coupon.amount_off),
    currency: text(coupon.currency),
    created: integer(coupon.created),
  }
}
