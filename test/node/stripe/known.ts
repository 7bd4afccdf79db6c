import type { BillingDiscount } from '../../../worker/domain/billing.ts'
import type { JsonObject } from '../../../worker/domain/json.ts'
import type { Known } from '../../../worker/stripe/normalise/billing.ts'

export const NOTHING: Known = held({})

/** What is held already, by id. */
export function held(over: {
  price?: Record<string, JsonObject>
  coupon?: Record<string, JsonObject>
  discount?: Record<string, BillingDiscount>
}): Known {
  return {
    price: (id) => over.price?.[id] ?? null,
    coupon: (id) => over.coupon?.[id] ?? null,
    discount: (id) => over.discount?.[id] ?? null,
  }
}
