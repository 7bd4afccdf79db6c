import { z } from '@hono/zod-openapi'
import type { Suppression as StoredSuppression } from '../../domain/delivery/admit.ts'
import { isoOfMs } from '../../domain/times.ts'
import { isoTime } from './common.ts'
import { emailAddress, lineOfText } from './text.ts'

const REASON = z.enum(['bounced', 'complained', 'unsubscribed', 'manual'])

/** An address that gets no mail; no marketing where it unsubscribed. */
export const suppression = z
  .object({
    object: z.literal('suppression'),
    email: z.string(),
    reason: REASON,
    detail: z.string().nullable(),
    created_at: isoTime,
  })
  .openapi('Suppression')
export type Suppression = z.infer<typeof suppression>

export const suppressionInput = z.strictObject({
  email: emailAddress,
  reason: REASON.default('manual'),
  detail: lineOfText(500).nullable().default(null),
})

export const emailParam = z.object({ email: z.string() })

export function presentSuppression({ email, reason, detail, createdAtMs }: StoredSuppression): Suppression {
  return { object: 'suppression', email, reason, detail, created_at: isoOfMs(createdAtMs) }
}
