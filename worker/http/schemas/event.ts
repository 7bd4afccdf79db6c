import { z } from '@hono/zod-openapi'
import { EVENT_OUTCOMES, EVENT_SOURCES } from '../../domain/event.ts'
import { isoOfMs, isoOfMsOrNull, isoOfSeconds } from '../../domain/times.ts'
import type { EventSelection } from '../../readmodel/event-filter.ts'
import type { StoredEvent } from '../../readmodel/events.ts'
import { absoluteTime, isoTime, opaqueId, pageQuery } from './common.ts'
import { type ActionsOf, deliveryOfEvent, runOfEvent } from './event-actions.ts'

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
    runs: z.array(runOfEvent),
    deliveries: z.array(deliveryOfEvent),
  })
  .openapi('EventSummary')
export type EventSummary = z.infer<typeof eventSummary>

/** One event whole. `payload` is null once retention has removed it. */
export const eventDetail = eventSummary
  .extend({ processed_at: isoTime.nullable(), payload: z.record(z.string(), z.unknown()).nullable() })
  .openapi('Event')
export type EventDetail = z.infer<typeof eventDetail>

export const eventFilter = z.strictObject({
  type: z
    .string()
    .max(255)
    .regex(/^[a-z0-9_.]+(\.\*)?$/, 'A Stripe type such as invoice.paid, or invoice.*')
    .optional()
    .describe('Exact, or with a trailing wildcard: invoice.*'),
  customer: opaqueId.optional().describe('A Stripe customer id'),
  object: opaqueId.optional().describe('A Stripe object id'),
  outcome: z.enum(EVENT_OUTCOMES).optional(),
  received_after: absoluteTime.optional().describe('At this time or later'),
  received_before: absoluteTime.optional().describe('Before this time'),
  q: z.string().min(1).max(200).optional().describe('Text in the id, the type, the object’s id or the payload'),
})
export type EventFilter = z.infer<typeof eventFilter>

export const eventQuery = z.strictObject({ ...eventFilter.shape, ...pageQuery })

export const replayInput = z.strictObject({
  /** Actions that already ran may run again. */
  force: z.boolean().default(false),
})

export const bulkReplayInput = z.strictObject({
  filter: eventFilter,
  /** The number that the answer without `confirm` gave. */
  confirm: z.int().min(0).optional(),
})

export const replayPreview = z.object({ would_replay: z.int() }).openapi('ReplayPreview')

/** `missing` are events that can no longer be replayed, since retention has removed them. */
export const replayResult = z.object({ replayed: z.int(), missing: z.int() }).openapi('ReplayResult')

export function selectionOf(filter: EventFilter): EventSelection {
  return {
    type: filter.type,
    stripeCustomerId: filter.customer,
    stripeObjectId: filter.object,
    outcome: filter.outcome,
    receivedAfter: timeOf(filter.received_after),
    receivedBefore: timeOf(filter.received_before),
    text: filter.q,
  }
}

function timeOf(iso: string | undefined): number | undefined {
  return iso === undefined ? undefined : Date.parse(iso)
}

export function presentEventSummary(event: StoredEvent, actions: ActionsOf): EventSummary {
  return {
    id: event.id,
    object: 'event',
    type: event.type,
    created: isoOfSeconds(event.created),
    received_at: isoOfMs(event.receivedAt),
    livemode: event.mode === 'live',
    api_version: event.apiVersion,
    source: event.source,
    outcome: event.outcome,
    stale: event.stale,
    duplicates: event.duplicates,
    attempts: event.attempts,
    error: event.error,
    stripe_object_id: event.stripeObjectId,
    stripe_customer_id: event.stripeCustomerId,
    customer: event.customer && {
      id: event.customer.id,
      external_id: event.customer.externalId,
      email: event.customer.email,
    },
    notes: event.notes,
    changes: event.changes,
    ...actions(event.runs),
  }
}

export function presentEvent(event: StoredEvent, payload: string | null, actions: ActionsOf): EventDetail {
  return {
    ...presentEventSummary(event, actions),
    processed_at: isoOfMsOrNull(event.processedAt),
    payload: payload === null ? null : (JSON.parse(payload) as Record<string, unknown>),
  }
}
