import type { BillingItem, Interval } from '../../domain/billing.ts'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import type { Known } from './billing.ts'
import { readAmount } from './billing-amount.ts'
import { readDiscounts } from './billing-discount.ts'
import { priceIn } from './billing-price.ts'
import { idOf, integer, text } from './read.ts'
import { readTaxRates } from './tax-rates.ts'

const INTERVALS: readonly unknown[] = ['day', 'week', 'month', 'year'] satisfies Interval[]
const TAX_BEHAVIORS: readonly unknown[] = [
  'inclusive',
  'exclusive',
  'unspecified',
] satisfies BillingItem['taxBehavior'][]

export function readItem(item: JsonObject, subscription: JsonObject, known: Known): BillingItem {
  const currency = text(subscription.currency)
  const price = priceIn(item, currency, known)
  return {
    id: text(item.id) ?? '',
    price: idOf(price),
    product: idOf(price.product),
    currency: text(price.currency) ?? currency ?? '',
    recurring: readRecurring(price.recurring),
    deleted: item.deleted === true,
    quantity: integer(item.quantity),
    amount: readAmount(price),
    transform: readTransform(price.transform_quantity),
    taxBehavior: TAX_BEHAVIORS.includes(price.tax_behavior) ? (price.tax_behavior as BillingItem['taxBehavior']) : null,
    taxRates: readTaxRates(item.tax_rates),
    discounts: readDiscounts(item, known),
    // Since 2025-03-31.basil the period stands on each item, and items may differ.
    periodEnd: integer(item.current_period_end) ?? integer(subscription.current_period_end),
  }
}

function readRecurring(recurring: unknown): BillingItem['recurring'] {
  if (!isJsonObject(recurring) || !INTERVALS.includes(recurring.interval)) return null
  return {
    interval: recurring.interval as Interval,
    intervalCount: Math.max(1, integer(recurring.interval_count) ?? 1),
    usageType: recurring.usage_type === 'metered' ? 'metered' : 'licensed',
  }
}

function readTransform(transform: unknown): BillingItem['transform'] {
  const divideBy = isJsonObject(transform) ? integer(transform.divide_by) : null
  if (!isJsonObject(transform) || divideBy === null || divideBy < 1) return null
  return { divideBy, round: transform.round === 'up' ? 'up' : 'down' }
}
