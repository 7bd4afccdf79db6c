import { z } from 'zod'
import type { SyncMessage } from '../account/sync-message.ts'
import { type AccountId, MODES } from '../domain/ids.ts'
import { OBJECT_TYPES } from '../domain/stripe-object.ts'

const tenant = {
  v: z.literal(1),
  accountId: z.custom<AccountId>((value) => typeof value === 'string' && value.startsWith('acc_')),
  mode: z.enum(MODES),
  epoch: z.int().exactOptional(),
}

/** What the sync queue carries; a message that is not one of these is nobody's. */
export const syncMessage = z.discriminatedUnion('task', [
  z.object({
    ...tenant,
    task: z.literal('refetch'),
    objectType: z.enum(OBJECT_TYPES),
    objectId: z.string(),
    ifUnknown: z.literal(true).exactOptional(),
  }),
  z.object({ ...tenant, task: z.literal('deauthorize'), eventId: z.string(), at: z.int() }),
  z.object({ ...tenant, task: z.literal('key_refused'), epoch: z.int(), code: z.string().nullable() }),
  z.object({ ...tenant, task: z.literal('run_job'), jobId: z.string(), driver: z.int(), stuck: z.int() }),
  z.object({ ...tenant, task: z.enum(['catch_up', 'catalog_sync', 'check', 'note_conditions']) }),
]) satisfies z.ZodType<SyncMessage>
