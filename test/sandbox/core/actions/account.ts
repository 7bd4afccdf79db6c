import type { Stripe } from 'stripe'
import { asRequest, change, emit, emitChange } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import { buildCoupon, type CouponFields } from '../objects/coupon.ts'
import { buildEntitlementSummary, buildFeature } from '../objects/entitlement.ts'
import type { StripeSandbox } from '../sandbox.ts'

export function createCoupon(stripe: StripeSandbox, fields: CouponFields): Stripe.Coupon {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const coupon = stripe.coupons.put(buildCoupon(stripe, fields))
    if (fields.products) stripe.hidden.set(coupon.id, { applies_to: { products: [...fields.products] } })
    emit(stripe, 'coupon.created', coupon)
    return coupon
  })
}

export function updateCoupon(
  stripe: StripeSandbox,
  id: string,
  patch: Partial<Pick<Stripe.Coupon, 'name' | 'metadata'>>,
): Stripe.Coupon {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const [before, after] = change(stripe.coupons, id, patch)
    emitChange(stripe, 'coupon.updated', before, after)
    return after
  })
}

/** Nobody can use it any more; the discounts that came of it stay. */
export function removeCoupon(stripe: StripeSandbox, id: string): Stripe.DeletedCoupon {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const coupon = stripe.coupons.need(id)
    stripe.coupons.remove(id)
    emit(stripe, 'coupon.deleted', coupon)
    return { id, object: 'coupon', deleted: true }
  })
}

export function createFeature(stripe: StripeSandbox, name: string, lookupKey: string): Stripe.Entitlements.Feature {
  return stripe.features.put(buildFeature(stripe, name, lookupKey))
}

/** The whole new summary of a customer; the event tells what it was before, and is left out when nothing changed. */
export function setEntitlements(
  stripe: StripeSandbox,
  customer: string,
  features: readonly Stripe.Entitlements.Feature[],
): Stripe.Entitlements.ActiveEntitlementSummary {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const before = stripe.entitlements.get(customer) ?? buildEntitlementSummary(stripe, customer, [])
    const after = buildEntitlementSummary(stripe, customer, features)
    stripe.entitlements.set(customer, after)
    emitChange(stripe, 'entitlements.active_entitlement_summary.updated', before, after)
    return after
  })
}

/** The merchant disconnected the application: its `ca_` id is the object, the merchant stands in `account`. */
export function deauthorizeApplication(stripe: StripeSandbox, name: string): Stripe.Application {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    const application: Stripe.Application = { id: stripe.newId('ca'), object: 'application', name }
    emit(stripe, 'account.application.deauthorized', application)
    return application
  })
}
