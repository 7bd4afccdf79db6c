import { z } from '@hono/zod-openapi'

/** Whole minor units of a currency. */
export const money = z.object({ currency: z.string(), amount: z.int() })
