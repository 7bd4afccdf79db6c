import { z } from '@hono/zod-openapi'
import { MOVEMENT_KINDS } from '../../domain/customer.ts'
import { isoOfSeconds } from '../../domain/times.ts'
import type { StoredMovement } from '../../readmodel/movements.ts'
import { isoTime, opaqueId, pageQuery } from './common.ts'

/** One step of a customer's MRR in one currency; the sum of all of them is the present MRR. */
export const movement = z
  .object({
    object: z.literal('movement'),
    customer: z.string(),
    kind: z.enum(MOVEMENT_KINDS),
    currency: z.string(),
    /** Minor units; negative for contraction and churn. */
    amount: z.int(),
    at: isoTime,
    /** The event or other input that caused it. */
    input: z.string(),
  })
  .openapi('Movement')
export type Movement = z.infer<typeof movement>

export const movementQuery = z.strictObject({
  ...pageQuery,
  customer: opaqueId.describe('A customer id'),
})

export function presentMovement({ customerId, kind, currency, amount, at, input }: StoredMovement): Movement {
  return { object: 'movement', customer: customerId, kind, currency, amount, at: isoOfSeconds(at), input }
}
