import { z } from '@hono/zod-openapi'
import { isoTime, pageQuery } from './common.ts'

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
  product: z.string().optional(),
})
