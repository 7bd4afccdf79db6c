import { z } from '@hono/zod-openapi'
import type { Endpoint as StoredEndpoint } from '../../domain/delivery/endpoint.ts'
import { HOOK_EVENT_TYPES, isHookEventType } from '../../domain/hook/hook-events.ts'
import { isoOfMs, isoOfMsOrNull } from '../../domain/times.ts'
import { absoluteTime, isoTime } from './common.ts'
import { breach, lineOfText, refuseRepeats } from './text.ts'

const STATUS = z.enum(['enabled', 'disabled'])

/** Where outgoing webhooks go, signed by Standard Webhooks 1.0. */
export const endpoint = z
  .object({
    id: z.string(),
    object: z.literal('endpoint'),
    url: z.string(),
    description: z.string().nullable(),
    /** None: all types. */
    events: z.array(z.string()),
    status: STATUS,
    /** Why Billhook disabled it; null where a person did. */
    disabled_because: z.string().nullable(),
    /** Since when nothing but failures came of it. */
    failing_since: isoTime.nullable(),
    created_at: isoTime,
    updated_at: isoTime,
  })
  .openapi('Endpoint')
export type Endpoint = z.infer<typeof endpoint>

/** `secret` is shown here and never again. */
export const endpointWithSecret = endpoint.extend({ secret: z.string() }).openapi('EndpointWithSecret')

const eventTypes = z
  .array(
    z.string().superRefine((type, context) => {
      if (isHookEventType(type)) return
      context.addIssue(breach('unknown_event_type', `There is no such type: there are ${HOOK_EVENT_TYPES.join(', ')}.`))
    }),
  )
  .superRefine(refuseRepeats)

const members = {
  /** What it may not be is told by the guard of addresses. */
  url: z.string().trim().min(1).max(2_048),
  description: lineOfText(200).nullable(),
  events: eventTypes,
  status: STATUS,
}

export const endpointInput = z.strictObject({
  ...members,
  description: members.description.default(null),
  events: members.events.default([]),
  status: members.status.default('enabled'),
})

export const endpointPatchInput = z.strictObject(members).partial()

export const recoverInput = z.strictObject({
  /** What failed or was missed from this time on goes out again. */
  since: absoluteTime,
})
export const recovery = z.object({ recovered: z.int() }).openapi('Recovery')

export type KeptEndpoint = Omit<StoredEndpoint, 'secrets'>

export function presentEndpoint(stored: KeptEndpoint): Endpoint {
  const { id, url, description, events, status } = stored
  return {
    ...{ id, object: 'endpoint', url, description, events, status, disabled_because: stored.disabledBecause },
    failing_since: isoOfMsOrNull(stored.failingSinceMs),
    created_at: isoOfMs(stored.createdAtMs),
    updated_at: isoOfMs(stored.updatedAtMs),
  }
}
