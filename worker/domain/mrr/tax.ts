import type { BillingItem, TaxRate } from '../billing.ts'
import { add, divide, type Fraction, fromDecimal, ONE, sum, whole } from './fraction.ts'

/**
 * An amount without the tax that is in it. The item's own rates replace the subscription's
 * (https://docs.stripe.com/api/subscription_items/object#subscription_item_object-tax_rates). Where tax is in it at a rate
 * that is not known, the amount stays and is gross.
 */
export function netOf(
  amount: Fraction,
  { taxBehavior, taxRates }: Pick<BillingItem, 'taxBehavior' | 'taxRates'>,
  defaultRates: readonly TaxRate[] | null,
): { net: Fraction; isGross: boolean } {
  if (taxBehavior === 'exclusive') return { net: amount, isGross: false }
  const rates = taxRates && taxRates.length > 0 ? taxRates : (defaultRates ?? [])
  const inclusive = rates.filter((rate) => rate.inclusive)
  if (inclusive.length === 0) return { net: amount, isGross: taxBehavior === 'inclusive' }
  const percent = sum(inclusive.map(({ percentage }) => fromDecimal(percentage)))
  return { net: divide(amount, add(ONE, divide(percent, whole(100)))), isGross: false }
}
