import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import type { Known } from './billing.ts'
import { idOf } from './read.ts'

/** What a price says anew for each further currency; `tiers` only where they were asked for. */
const PER_CURRENCY = ['unit_amount', 'unit_amount_decimal', 'tiers', 'tax_behavior', 'custom_unit_amount']

/**
 * The price of a subscription's item as a price object, from the item's price or plan, completed from the price that is
 * held, and in `currency` where it has amounts in several: it shows those of its main one
 * (https://docs.stripe.com/api/prices/object#price_object-currency_options).
 */
export function priceIn(item: JsonObject, currency: string | null, known: Known): JsonObject {
  const id = idOf(item.price) ?? idOf(item.plan)
  const held = (id === null ? null : known.price(id)) ?? {}
  const own = ownPrice(item)
  const price: JsonObject = { ...held, ...own, id, tiers: own.tiers ?? held.tiers }
  const options = isJsonObject(price.currency_options) ? price.currency_options : {}
  const option = currency === null || price.currency === currency ? null : options[currency]
  if (!isJsonObject(option)) return price
  return { ...price, ...Object.fromEntries(PER_CURRENCY.map((name) => [name, option[name]])), currency }
}

function ownPrice(item: JsonObject): JsonObject {
  if (isJsonObject(item.price)) return item.price
  return isJsonObject(item.plan) ? priceOfPlan(item.plan) : {}
}

/** Plans are what prices were before (https://docs.stripe.com/api/plans/object). */
function priceOfPlan(plan: JsonObject): JsonObject {
  const { product, currency, billing_scheme, tiers, tiers_mode } = plan
  return {
    ...{ product, currency, billing_scheme, tiers, tiers_mode },
    unit_amount: plan.amount,
    unit_amount_decimal: plan.amount_decimal,
    transform_quantity: plan.transform_usage,
    recurring: { interval: plan.interval, interval_count: plan.interval_count, usage_type: plan.usage_type },
  }
}
