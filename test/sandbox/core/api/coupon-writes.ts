import type { Stripe } from 'stripe'
import { createCoupon, removeCoupon, updateCoupon } from '../actions/account.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { invalidParameter, missingResource } from '../stripe-problem.ts'
import { defined } from './defined.ts'
import type { Params } from './params.ts'

export function postCoupon(stripe: StripeSandbox, params: Params): Stripe.Coupon {
  const amountOff = params.integer('amount_off')
  const percentOff = params.text('percent_off')
  if ((amountOff === undefined) === (percentOff == null)) {
    throw invalidParameter('You must pass either percent_off or amount_off, and not both.', 'percent_off')
  }
  const currency = params.text('currency')
  if (amountOff !== undefined && !currency) {
    throw invalidParameter('You must pass currency when passing amount_off.', 'currency', 'parameter_missing')
  }
  const appliesTo = params.hash('applies_to')
  const products = appliesTo?.texts('products')
  appliesTo?.finish()
  const fields = {
    duration: params.choice('duration', ['forever', 'once', 'repeating'] as const) ?? ('once' as const),
    ...defined({
      id: params.text('id') ?? undefined,
      name: params.text('name') ?? undefined,
      percentOff: percentOff == null ? undefined : Number(percentOff),
      amountOff: amountOff === undefined ? undefined : { amount: amountOff, currency: String(currency) },
      durationInMonths: params.integer('duration_in_months'),
      products,
    }),
  }
  params.finish()
  if (fields.id !== undefined && stripe.coupons.get(fields.id)) {
    throw invalidParameter(`Coupon already exists: ${fields.id}`, 'id', 'resource_already_exists')
  }
  return createCoupon(stripe, fields)
}

export function postCouponUpdate(stripe: StripeSandbox, id: string, params: Params): Stripe.Coupon {
  const coupon = stripe.coupons.get(id)
  if (!coupon) throw missingResource('coupon', id)
  const patch = defined({ name: params.text('name'), metadata: params.metadata(coupon.metadata ?? {}) })
  params.finish()
  return updateCoupon(stripe, id, patch)
}

export function deleteCoupon(stripe: StripeSandbox, id: string): Stripe.DeletedCoupon {
  if (!stripe.coupons.get(id)) throw missingResource('coupon', id)
  return removeCoupon(stripe, id)
}
