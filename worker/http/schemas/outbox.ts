import { z } from '@hono/zod-openapi'
import { isoOfMs } from '../../domain/times.ts'
import type { OutboxMail as StoredOutboxMail } from '../../readmodel/dev-outbox.ts'
import { isoTime, pageQuery } from './common.ts'

/** A mail as it would have been sent. */
export const outboxMail = z
  .object({
    id: z.string(),
    /** The delivery, which has the mail’s id. */
    delivery: z.string(),
    to: z.string(),
    from: z.string(),
    reply_to: z.string().nullable(),
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    headers: z.record(z.string(), z.string()),
    sent_at: isoTime,
  })
  .openapi('OutboxMail')
export type OutboxMail = z.infer<typeof outboxMail>

export const outboxQuery = z.strictObject({
  to: z.string().trim().min(1).max(320).optional().describe('One address'),
  ...pageQuery,
  limit: pageQuery.limit.default(100),
})

export function presentOutboxMail({ delivery, message }: StoredOutboxMail): OutboxMail {
  const { from, reply_to, to, subject, html, text, headers } = message
  const sentAtMs = delivery.sentAtMs ?? delivery.endedAtMs ?? delivery.createdAtMs
  return {
    ...{ id: delivery.id, delivery: delivery.id, to, from, reply_to, subject, html, text, headers },
    sent_at: isoOfMs(sentAtMs),
  }
}
