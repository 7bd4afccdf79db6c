import { z } from '@hono/zod-openapi'
import { isoOfSeconds } from '../../domain/times.ts'
import { CATALOG_PROBLEMS } from '../../readmodel/catalog-problems.ts'
import type { StoredPrice } from '../../readmodel/prices.ts'
import type { StoredProduct } from '../../readmodel/products.ts'
import { isoTime, opaqueId, pageQuery } from './common.ts'

/**
 * `missing`: named by a price or a subscription, but not in the catalog. `unmapped`: active, and neither it nor its
 * counterpart is in the mapping to packages (nothing is, where there is no mapping). `archived_in_use`: archived or gone in
 * Stripe, and subscriptions that are not over still have it.
 */
const problems = z.array(z.enum(CATALOG_PROBLEMS))

export const product = z
  .object({
    id: z.string(),
    object: z.literal('product'),
    name: z.string(),
    description: z.string().nullable(),
    active: z.boolean(),
    deleted: z.boolean(),
    default_price: z.string().nullable(),
    created_at: isoTime.nullable(),
    /** The moment whose state is shown, and the event that brought it; without one it was read from Stripe then. Null where it is only known by name. */
    set_at: isoTime.nullable(),
    set_by: z.string().nullable(),
    problems,
    /** Uses by subscriptions that are not over. */
    live_subscriptions: z.int(),
  })
  .openapi('Product')
export type Product = z.infer<typeof product>

export const price = z
  .object({
    id: z.string(),
    object: z.literal('price'),
    product: z.string().nullable(),
    nickname: z.string().nullable(),
    active: z.boolean(),
    deleted: z.boolean(),
    /** Null where the price is only known by the subscriptions that have it. */
    currency: z.string().nullable(),
    /** Minor units; null when tiered, custom or a fraction of a minor unit. */
    unit_amount: z.int().nullable(),
    unit_amount_decimal: z.string().nullable(),
    type: z.string(),
    billing_scheme: z.string(),
    tiers_mode: z.string().nullable(),
    recurring: z.object({ interval: z.string(), interval_count: z.int(), usage_type: z.string() }).nullable(),
    created_at: isoTime.nullable(),
    set_at: isoTime.nullable(),
    set_by: z.string().nullable(),
    problems,
    /** Subscriptions with it that are not over. */
    live_subscriptions: z.int(),
  })
  .openapi('Price')
export type Price = z.infer<typeof price>

export const productQuery = z.strictObject({ ...pageQuery, problem: z.enum(CATALOG_PROBLEMS).optional() })
export const priceQuery = z.strictObject({
  ...pageQuery,
  product: opaqueId.optional(),
  problem: z.enum(CATALOG_PROBLEMS).optional(),
})

export function presentProduct(stored: StoredProduct): Product {
  return {
    id: stored.id,
    object: 'product',
    name: stored.name,
    description: stored.description,
    active: stored.active,
    deleted: stored.deleted,
    default_price: stored.defaultPrice,
    ...originOf(stored),
  }
}

export function presentPrice(stored: StoredPrice): Price {
  const { recurring } = stored
  return {
    id: stored.id,
    object: 'price',
    product: stored.product,
    nickname: stored.nickname,
    active: stored.active,
    deleted: stored.deleted,
    currency: stored.currency,
    unit_amount: stored.unitAmount,
    unit_amount_decimal: stored.unitAmountDecimal,
    type: stored.type,
    billing_scheme: stored.billingScheme,
    tiers_mode: stored.tiersMode,
    recurring: recurring && {
      interval: recurring.interval,
      interval_count: recurring.intervalCount,
      usage_type: recurring.usageType,
    },
    ...originOf(stored),
  }
}

function originOf({ created, version, eventId, problems, liveSubscriptions }: StoredProduct | StoredPrice) {
  return {
    created_at: created === null ? null : isoOfSeconds(created),
    set_at: version === null ? null : isoOfSeconds(version),
    set_by: eventId,
    problems,
    live_subscriptions: liveSubscriptions,
  }
}
