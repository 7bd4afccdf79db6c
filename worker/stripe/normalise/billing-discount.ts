import type { BillingDiscount, CouponTerms } from '../../domain/billing.ts'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import type { Known } from './billing.ts'
import { decimalText, idOf, integer, text } from './read.ts'

/** Stripe takes twenty. */
const MAX_DISCOUNTS = 100

/** Discounts of a subscription or an item: `discounts`, ids or objects, or the one `discount` of before 2024. */
export function readDiscounts(of: JsonObject, known: Known): BillingDiscount[] {
  const single = isJsonObject(of.discount) ? [of.discount] : []
  const listed = Array.isArray(of.discounts) && of.discounts.length > 0 ? of.discounts : single
  return listed.slice(0, MAX_DISCOUNTS).flatMap((entry) => {
    // For some versions both stood there, the list by its ids and the first of them in full.
    const found = typeof entry === 'string' ? (single.find(({ id }) => id === entry) ?? entry) : entry
    if (isJsonObject(found)) return [readDiscount(found, known)]
    return typeof found === 'string' ? [namedDiscount(found, known)] : []
  })
}

function namedDiscount(id: string, known: Known): BillingDiscount {
  const former = known.discount(id) ?? { id, couponId: null, coupon: null, end: null }
  if (former.coupon !== null || former.couponId === null) return former
  return { ...former, coupon: readCouponTerms(former.couponId, known) }
}

/** Since 2025-09-30.clover the coupon stands under `source`; before, on the discount itself. */
function readDiscount(discount: JsonObject, known: Known): BillingDiscount {
  const source = isJsonObject(discount.source) ? discount.source : {}
  const coupon = source.coupon ?? discount.coupon
  return {
    id: text(discount.id),
    couponId: idOf(coupon),
    coupon: readCouponTerms(coupon, known),
    end: integer(discount.end),
  }
}

/** `applies_to` and `currency_options` come only when asked for, so they are taken from what is held. */
function readCouponTerms(coupon: unknown, known: Known): CouponTerms | null {
  const id = idOf(coupon)
  const held = id === null ? null : known.coupon(id)
  const terms = isJsonObject(coupon) ? coupon : held
  const duration = terms && text(terms.duration)
  // Of a deleted coupon Stripe answers its bare id, while its discounts may still run.
  if (id === null || terms === null || duration === null) return null
  return {
    id,
    duration,
    percentOff: decimalText(terms.percent_off),
    amountOff: integer(terms.amount_off),
    currency: text(terms.currency),
    amountOffIn: amountsOf(terms.currency_options ?? held?.currency_options),
    appliesTo: productsOf(terms.applies_to ?? held?.applies_to),
  }
}

function amountsOf(options: unknown): Record<string, number> {
  const entries = Object.entries(isJsonObject(options) ? options : {})
  return Object.fromEntries(
    entries.flatMap(([currency, option]) => {
      const amount = isJsonObject(option) ? integer(option.amount_off) : null
      return amount === null ? [] : [[currency, amount]]
    }),
  )
}

function productsOf(appliesTo: unknown): string[] | null {
  if (!isJsonObject(appliesTo) || !Array.isArray(appliesTo.products)) return null
  return appliesTo.products.map(idOf).filter((product) => product !== null)
}
