import { z } from '@hono/zod-openapi'
import { EVENT_OUTCOMES, EVENT_SOURCES } from '../../domain/event.ts'
import { absoluteTime, isoTime, pageQuery } from './common.ts'

export const change = z.object({
  customer: z.string().nullable(),
  object: z.string(),
  field: z.string(),
  from: z.unknown(),
  to: z.unknown(),
})

/** An event as lists show it; `created` and `received_at` are ISO times. */
export const eventSummary = z
  .object({
    id: z.string(),
    object: z.literal('event'),
    type: z.string(),
    created: isoTime,
    received_at: isoTime,
    livemode: z.boolean(),
    api_version: z.string().nullable(),
    source: z.enum(EVENT_SOURCES),
    outcome: z.enum(EVENT_OUTCOMES),
    stale: z.boolean(),
    duplicates: z.int(),
    attempts: z.int(),
    error: z.string().nullable(),
    stripe_object_id: z.string().nullable(),
    stripe_customer_id: z.string().nullable(),
    customer: z.object({ id: z.string(), external_id: z.string().nullable(), email: z.string().nullable() }).nullable(),
    notes: z.array(z.string()),
    changes: z.array(change),
    runs: z.array(z.object({ id: z.string(), automation: z.string(), status: z.string() })),
    deliveries: z.array(z.object({ id: z.string(), channel: z.string(), status: z.string() })),
  })
  .openapi('EventSummary')
export type EventSummary = z.infer<typeof eventSummary>

/** One event whole. `payload` is null once retention has removed it. */
export const eventDetail = eventSummary
  .extend({ processed_at: isoTime.nullable(), payload: z.record(z.string(), z.unknown()).nullable() })
  .openapi('Event')
export type EventDetail = z.infer<typeof eventDetail>

export const eventFilter = z.strictObject({
  /** Exact, or with a trailing wildcard: `invoice.*`. */
  type: z
    .string()
    .regex(/^[a-z0-9_.]+(\.\*)?$/, 'A Stripe type such as invoice.paid, or invoice.*')
    .optional(),
  /** A Stripe customer id. */
  customer: z.string().optional(),
  /** A Stripe object id. */
  object: z.string().optional(),
  outcome: z.enum(EVENT_OUTCOMES).optional(),
  received_after: absoluteTime.optional(),
  received_before: absoluteTime.optional(),
  /** Text in the id, the type, the object's id or the payload. */
  q: z.string().min(1).max(200).optional(),
})
export type EventFilter = z.infer<typeof eventFilter>

export const eventQuery = z.strictObject({ ...eventFilter.shape, ...pageQuery })
