import type { BillingItem, BillingSubscription } from '../billing.ts'
import { isIncluded } from '../packages.ts'
import type { AccountSettings } from '../settings.ts'
import { type DiscountRules, discounted, isUnclear, type Share } from './discounts.ts'
import { compare, type Fraction, multiply, whole, ZERO } from './fraction.ts'
import { itemAmount } from './item-amount.ts'
import { monthFactor } from './month-factor.ts'
import { netOf } from './tax.ts'

export interface MrrRules {
  policy: AccountSettings['mrr']
  /** Null: all. */
  productsIncluded: readonly string[] | null
  nowSeconds: number
  /** Item → minor units that it was billed for the last full period, for metered items. */
  lastPeriod: Readonly<Record<string, number>>
  /**
   * Until when it is paid for, in seconds, where its invoices tell; else its period. While collection is paused Stripe rolls
   * periods on and voids their invoices, which no subscription shows.
   */
  paidUntil?: number | null
}

export interface MonthlyItem {
  item: BillingItem
  /** Net of discounts and tax; 0 where it is not known. */
  monthly: Fraction
  isKnown: boolean
  /** There is tax in it at a rate that is not known. */
  isGross: boolean
}

interface Counted extends Share {
  item: BillingItem
  isKnown: boolean
}

/** What each item that counts brings in a month, exactly, as if its subscription were active. */
export function monthlyItems(billing: BillingSubscription, rules: MrrRules): MonthlyItem[] {
  const discountRules: DiscountRules = {
    policy: rules.policy.discounts,
    currency: billing.currency,
    nowSeconds: rules.nowSeconds,
  }
  const unclear = (all: BillingSubscription['discounts']): boolean => all.some((one) => isUnclear(one, discountRules))
  const isUnclearWhole = unclear(billing.discounts)
  const own = billing.items
    .flatMap((item) => countedItem(item, billing.currency, rules))
    .flatMap((share) => discounted([share], share.item.discounts, discountRules))
  return discounted(own, billing.discounts, discountRules).map(({ item, monthly, isKnown }) => {
    const { net, isGross } = netOf(monthly, item, billing.taxRates)
    return {
      item,
      monthly: net,
      isKnown: isKnown && !isUnclearWhole && !unclear(item.discounts),
      isGross: isGross && compare(net, ZERO) > 0,
    }
  })
}

/** None of an item that is left out. */
function countedItem(item: BillingItem, currency: string, rules: MrrRules): Counted[] {
  if (item.deleted || !isIncluded(item.product, rules.productsIncluded)) return []
  const { recurring, product } = item
  // Of a price that is known by its id alone nobody can say whether it recurs.
  const isPriceUnknown = item.amount.kind === 'unknown' && item.amount.lacks === 'amount'
  if (!recurring) return isPriceUnknown ? [{ item, product, monthly: ZERO, factor: ZERO, isKnown: false }] : []
  const isMetered = recurring.usageType === 'metered'
  if (isMetered && rules.policy.metered === 'exclude') return []
  const perPeriod = isMetered ? whole(rules.lastPeriod[item.id] ?? 0) : itemAmount(item)
  const factor = monthFactor(recurring)
  // Amounts of two currencies are never added together; what was billed is in the subscription's.
  const isKnown = perPeriod !== null && (isMetered || item.currency === currency)
  return [{ item, product, monthly: isKnown ? multiply(perPeriod, factor) : ZERO, factor, isKnown }]
}
