import { z } from '@hono/zod-openapi'
import { MODES } from '../../domain/ids.ts'
import { isoTime } from './common.ts'

export const CONNECTION_STATUSES = [
  'not_connected',
  'connecting',
  'importing',
  'connected',
  'degraded',
  'disconnected',
] as const
export const CONNECTION_KINDS = ['restricted_key', 'app_oauth', 'connect_oauth', 'webhook_only'] as const

export const connection = z
  .object({
    object: z.literal('connection'),
    id: z.string(),
    mode: z.enum(MODES),
    status: z.enum(CONNECTION_STATUSES),
    /** One sentence: why it is in this status and what to do; null when there is nothing to say. */
    reason: z.string().nullable(),
    kind: z.enum(CONNECTION_KINDS).nullable(),
    stripe_account: z
      .object({ id: z.string(), name: z.string().nullable(), country: z.string().nullable() })
      .nullable(),
    api_version: z.string().nullable(),
    webhook: z
      .object({
        endpoint_id: z.string().nullable(),
        url: z.string(),
        status: z.string(),
        missing_event_types: z.array(z.string()),
      })
      .nullable(),
    last_event: z.object({ id: z.string(), type: z.string(), created: isoTime, received_at: isoTime }).nullable(),
    last_catch_up_at: isoTime.nullable(),
    last_catalog_sync_at: isoTime.nullable(),
    import: z
      .object({
        id: z.string(),
        status: z.string(),
        done: z.record(z.string(), z.int()),
        skipped: z.array(z.unknown()),
      })
      .nullable(),
    rejected_requests_24h: z.int(),
    unlinked_events_24h: z.int(),
    mode_mismatches_24h: z.int(),
    disconnected_events_24h: z.int(),
  })
  .openapi('Connection')
export type Connection = z.infer<typeof connection>

export const signingSecretInput = z.strictObject({
  secret: z
    .string()
    .trim()
    .max(255)
    .regex(/^whsec_[\x21-\x7e]{8,}$/, 'A Stripe signing secret starts with whsec_'),
})
