import { z } from 'zod'
import { accountStub } from '../account/stub.ts'
import type { SyncMessage } from '../account/sync-message.ts'
import { type Bindings, configOf } from '../config.ts'
import { type AccountId, MODES, tenantName } from '../domain/ids.ts'
import { OBJECT_TYPES } from '../domain/stripe-object.ts'
import { describeError, log } from '../log.ts'
import { createStripeReader } from '../stripe/client.ts'
import { fetchKeyFor } from '../stripe/fetch-key.ts'
import { refetch } from '../sync/refetch.ts'

const syncMessage = z.object({
  v: z.literal(1),
  accountId: z.custom<AccountId>((value) => typeof value === 'string' && value.startsWith('acc_')),
  mode: z.enum(MODES),
  task: z.literal('refetch'),
  objectType: z.enum(OBJECT_TYPES),
  objectId: z.string(),
}) satisfies z.ZodType<SyncMessage>

/** Each message is acknowledged when its work is done, and comes again later when it failed. */
export async function consumeSync(batch: MessageBatch, env: Bindings): Promise<void> {
  for (const message of batch.messages) {
    const parsed = syncMessage.safeParse(message.body)
    try {
      if (!parsed.success) throw new Error('The message is not one of ours.')
      await handle(parsed.data, env)
      message.ack()
    } catch (error) {
      log('warn', 'sync_failed', { message: message.id, attempt: message.attempts, error: describeError(error) })
      message.retry({ delaySeconds: Math.min(2 ** message.attempts * 5, 3_600) })
    }
  }
}

/** Retries are used up: said once, with what it was about; the note on the event stays as it is. */
export async function consumeSyncDeadLetters(batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    const parsed = syncMessage.safeParse(message.body)
    const about = parsed.success ? { tenant: tenantName(parsed.data), object: parsed.data.objectId } : {}
    log('error', 'sync_given_up', { message: message.id, ...about })
    message.ack()
  }
}

async function handle(message: SyncMessage, env: Bindings): Promise<void> {
  const config = configOf(env)
  const key = fetchKeyFor(config, message)
  if (!key) throw new Error('No Stripe key may read for this tenant any more.')
  const stripe = await createStripeReader(key, config.stripeApiBase)
  const snapshot = await refetch(stripe, message.objectType, message.objectId, Date.now())
  if (snapshot.object === null) {
    // The key may be of another Stripe account than the events: a deletion is final, so it must come as an event.
    log('warn', 'refetch_found_nothing', { tenant: tenantName(message), object: message.objectId })
    return
  }
  await accountStub(env, message).ingestSnapshots({ accountId: message.accountId, mode: message.mode }, [snapshot])
}
