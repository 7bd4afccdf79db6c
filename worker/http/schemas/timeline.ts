import { z } from '@hono/zod-openapi'
import { EVENT_OUTCOMES } from '../../domain/event.ts'
import { isoTime } from './common.ts'
import { change } from './event.ts'
import { deliveryOfEvent, runOfEvent } from './event-actions.ts'

/**
 * A moment in a customer's life: an event, or a change that something else made (an import, a person, time). Of an event
 * that retention has removed, type and time are left: its outcome is null.
 */
export const timelineItem = z
  .object({
    object: z.literal('timeline_item'),
    kind: z.enum(['event', 'change']),
    at: isoTime,
    event: z
      .object({ id: z.string(), type: z.string(), outcome: z.enum(EVENT_OUTCOMES).nullable(), stale: z.boolean() })
      .nullable(),
    /** What made the change; for an event, its id. */
    set_by: z.string().nullable(),
    notes: z.array(z.string()),
    changes: z.array(change),
    runs: z.array(runOfEvent),
    deliveries: z.array(deliveryOfEvent),
  })
  .openapi('TimelineItem')
export type TimelineItem = z.infer<typeof timelineItem>
