import type { BillingDiscount, CouponTerms } from '../billing.ts'
import type { AccountSettings } from '../settings.ts'
import { compare, divide, type Fraction, fromDecimal, multiply, ONE, subtract, sum, whole, ZERO } from './fraction.ts'

/** An item's share: what is left of its amount per month. */
export interface Share {
  product: string | null
  monthly: Fraction
  /** Of the item's interval, see `monthFactor`. */
  factor: Fraction
}

export interface DiscountRules {
  policy: AccountSettings['mrr']['discounts']
  /** The subscription's. */
  currency: string
  nowSeconds: number
}

/** What is left after each discount in turn, each on what the one before has left. */
export function discounted<T extends Share>(
  shares: readonly T[],
  discounts: readonly BillingDiscount[],
  rules: DiscountRules,
): T[] {
  const counted = discounts.flatMap(({ coupon, end }) =>
    coupon && counts(coupon.duration, end, rules) ? [coupon] : [],
  )
  return counted.reduce((left, terms) => reduced(left, terms, rules.currency), [...shares])
}

/** Whether a discount might count whose terms are not known. */
export function isUnclear({ coupon, end }: BillingDiscount, rules: DiscountRules): boolean {
  return coupon === null && counts(end === null ? 'forever' : 'repeating', end, rules)
}

/**
 * Only the coupon's duration tells what lasts forever: `end` is null for `once` too. Stripe takes a `once` discount off
 * the subscription with the invoice that used it, so while it is there it counts
 * (https://docs.stripe.com/billing/subscriptions/coupons).
 */
function counts(duration: string, end: number | null, { policy, nowSeconds }: DiscountRules): boolean {
  if (policy === 'none' || (end !== null && end <= nowSeconds)) return false
  return policy === 'all_active' || duration === 'forever'
}

function reduced<T extends Share>(shares: readonly T[], terms: CouponTerms, currency: string): T[] {
  const applies = ({ product }: Share): boolean =>
    terms.appliesTo === null || (product !== null && terms.appliesTo.includes(product))
  const kept = keptPart(shares.filter(applies), terms, currency)
  return shares.map((share) => (applies(share) ? { ...share, monthly: multiply(share.monthly, kept) } : share))
}

/** Which part of the base a coupon leaves; an amount is spread over the base by the size of its shares. */
function keptPart(base: readonly Share[], terms: CouponTerms, currency: string): Fraction {
  if (terms.percentOff !== null) return atLeastZero(subtract(ONE, divide(fromDecimal(terms.percentOff), whole(100))))
  const amountOff = terms.currency === currency ? terms.amountOff : (terms.amountOffIn[currency] ?? null)
  const monthly = sum(base.map((share) => share.monthly))
  if (amountOff === null || compare(monthly, ZERO) === 0) return ONE
  return atLeastZero(subtract(ONE, divide(multiply(whole(amountOff), shortest(base)), monthly)))
}

/** Stripe takes the amount off every invoice, and those come as often as the shortest interval says. */
function shortest(base: readonly Share[]): Fraction {
  return base.map(({ factor }) => factor).reduce((a, b) => (compare(a, b) >= 0 ? a : b), ZERO)
}

function atLeastZero(value: Fraction): Fraction {
  return compare(value, ZERO) < 0 ? ZERO : value
}
