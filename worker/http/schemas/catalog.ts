import { z } from '@hono/zod-openapi'
import type { StoredPrice } from '../../readmodel/prices.ts'
import type { StoredProduct } from '../../readmodel/products.ts'
import { isoTime, opaqueId, pageQuery } from './common.ts'
import { isoOfSeconds } from './time.ts'

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
    /** When Stripe made the change that is shown, and the event that brought it. */
    set_at: isoTime,
    set_by: z.string().nullable(),
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
    currency: z.string(),
    /** Minor units; null when tiered, custom or a fraction of a minor unit. */
    unit_amount: z.int().nullable(),
    unit_amount_decimal: z.string().nullable(),
    type: z.string(),
    billing_scheme: z.string(),
    recurring: z.object({ interval: z.string(), interval_count: z.int(), usage_type: z.string() }).nullable(),
    created_at: isoTime.nullable(),
    set_at: isoTime,
    set_by: z.string().nullable(),
  })
  .openapi('Price')
export type Price = z.infer<typeof price>

export const productQuery = z.strictObject({ ...pageQuery })
export const priceQuery = z.strictObject({
  ...pageQuery,
  product: opaqueId.optional(),
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
    recurring: recurring && {
      interval: recurring.interval,
      interval_count: recurring.intervalCount,
      usage_type: recurring.usageType,
    },
    ...originOf(stored),
  }
}

function originOf({ created, version, eventId }: StoredProduct | StoredPrice) {
  return {
    created_at: created === null ? null : isoOfSeconds(created),
    set_at: isoOfSeconds(version),
    set_by: eventId,
  }
}
