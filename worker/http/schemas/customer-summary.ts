import { z } from '@hono/zod-openapi'
import { ACCESS_STATES } from '../../domain/customer.ts'

/** Only what at least one customer has. */
export const customerSummary = z
  .object({
    object: z.literal('customer_summary'),
    total: z.int(),
    by_stage: z.array(z.object({ stage: z.string().nullable(), count: z.int() })),
    by_access: z.array(z.object({ state: z.enum(ACCESS_STATES), count: z.int() })),
    by_status: z.array(z.object({ status: z.string().nullable(), count: z.int() })),
    /** Stripe customers that wait for a person. */
    unmatched: z.int(),
  })
  .openapi('CustomerSummary')
export type CustomerSummary = z.infer<typeof customerSummary>
