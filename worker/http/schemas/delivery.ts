import { z } from '@hono/zod-openapi'
import { DELIVERY_STATUSES, type MailMessage, type Delivery as StoredDelivery } from '../../domain/delivery/delivery.ts'
import { isoOfMs, isoOfMsOrNull } from '../../domain/times.ts'
import type { CustomerName } from '../../readmodel/customer-names.ts'
import { isoTime, opaqueId, pageQuery } from './common.ts'
import { customerRef, presentCustomerRef } from './customer-ref.ts'

const CHANNELS = ['mail', 'webhook'] as const

const attempt = z.object({
  at: isoTime,
  outcome: z.enum(['sent', 'retry', 'failed', 'unknown', 'held', 'canceled']),
  code: z.string().nullable(),
  /** The answer, in words. */
  detail: z.string(),
  /** Of webhooks: the HTTP status, and how long it took. */
  status: z.int().nullable(),
  duration_ms: z.number().nullable(),
})

/** One mail or outgoing webhook. */
export const delivery = z
  .object({
    id: z.string(),
    object: z.literal('delivery'),
    channel: z.enum(CHANNELS),
    kind: z.enum(['automation', 'test', 'notice', 'change']),
    status: z.enum(DELIVERY_STATUSES),
    /** Why it ended as it did, or waits: a stable word and a sentence. */
    code: z.string().nullable(),
    reason: z.string().nullable(),
    /** The address or URL; of a mail null until it is sent. */
    to: z.string().nullable(),
    customer: customerRef.nullable(),
    automation: z.string().nullable(),
    run: z.string().nullable(),
    trigger: z.string().nullable(),
    event: z.string().nullable(),
    template: z.object({ id: z.string(), version: z.int() }).nullable(),
    /** Which language of its template a mail was sent in; null: the default, or nothing was sent yet. */
    language: z.string().nullable(),
    endpoint: z.string().nullable(),
    /** Of a webhook. */
    type: z.string().nullable(),
    transport: z.string().nullable(),
    /** What the provider calls it. */
    provider_id: z.string().nullable(),
    attempts: z.array(attempt),
    next_attempt_at: isoTime.nullable(),
    /** Another delivery that this one repeats. */
    resend_of: z.string().nullable(),
    created_at: isoTime,
    sent_at: isoTime.nullable(),
    ended_at: isoTime.nullable(),
  })
  .openapi('DeliverySummary')
export type Delivery = z.infer<typeof delivery>

/** What a mail was, exactly. */
export const mailMessage = z.object({
  from: z.string(),
  reply_to: z.string().nullable(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.string()),
})

/** With what was sent: `message` of a mail, null until it was; `body` of a webhook. */
export const deliveryDetail = delivery
  .extend({ message: mailMessage.nullable(), body: z.record(z.string(), z.unknown()).nullable() })
  .openapi('Delivery')
export type DeliveryDetail = z.infer<typeof deliveryDetail>

export const deliveryQuery = z.strictObject({
  status: z.enum(DELIVERY_STATUSES).optional(),
  channel: z.enum(CHANNELS).optional(),
  customer: opaqueId.optional(),
  automation: opaqueId.optional(),
  endpoint: opaqueId.optional(),
  q: z.string().trim().min(1).max(200).optional().describe('Text in the address or URL'),
  ...pageQuery,
})

export const resendInput = z.strictObject({
  /** Sends again also what was sent. */
  force: z.boolean().default(false),
})

export function presentDelivery(stored: StoredDelivery, names: ReadonlyMap<string, CustomerName>): Delivery {
  const { id, channel, kind, status, code, reason, to, customerId, run, occurrence, template } = stored
  return {
    ...{ id, object: 'delivery', channel, kind, status, code, reason, to },
    customer: customerId === null ? null : presentCustomerRef(customerId, names),
    ...{ automation: run?.automation ?? null, run: run?.id ?? null },
    ...{ trigger: occurrence?.trigger ?? null, event: occurrence?.event ?? null, template },
    language: stored.language ?? null,
    ...{ endpoint: stored.endpoint, type: stored.type, transport: stored.transport, provider_id: stored.providerId },
    attempts: stored.attempts.map((one) => ({
      ...{ at: isoOfMs(one.atMs), outcome: one.outcome, code: one.code, detail: one.detail },
      ...{ status: one.status ?? null, duration_ms: one.durationMs ?? null },
    })),
    next_attempt_at: isoOfMsOrNull(stored.nextAttemptAtMs),
    resend_of: stored.resendOf,
    created_at: isoOfMs(stored.createdAtMs),
    sent_at: isoOfMsOrNull(stored.sentAtMs),
    ended_at: isoOfMsOrNull(stored.endedAtMs),
  }
}

export function presentDeliveryDetail(
  stored: StoredDelivery,
  message: MailMessage | null,
  names: ReadonlyMap<string, CustomerName>,
): DeliveryDetail {
  const body = stored.body === null ? null : (JSON.parse(stored.body) as Record<string, unknown>)
  return { ...presentDelivery(stored, names), message, body }
}
