import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import type { PriceFacts } from '../../domain/stripe-object.ts'
import { idOf, integer, text } from './read.ts'

export function readPrice(price: JsonObject): PriceFacts {
  const recurring = isJsonObject(price.recurring) ? price.recurring : null
  return {
    type: 'price',
    product: idOf(price.product),
    nickname: text(price.nickname),
    active: price.active === true,
    currency: text(price.currency) ?? '',
    unit_amount: integer(price.unit_amount),
    unit_amount_decimal: text(price.unit_amount_decimal),
    price_type: text(price.type) ?? (recurring ? 'recurring' : 'one_time'),
    billing_scheme: text(price.billing_scheme) ?? 'per_unit',
    recurring_interval: text(recurring?.interval),
    recurring_interval_count: recurring ? (integer(recurring.interval_count) ?? 1) : null,
    usage_type: text(recurring?.usage_type),
    tiers_mode: text(price.tiers_mode),
    created: integer(price.created),
  }
}
