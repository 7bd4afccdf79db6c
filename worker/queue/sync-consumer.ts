import type { SyncMessage } from '../account/sync-message.ts'
import type { Bindings } from '../config.ts'
import { tenantName } from '../domain/ids.ts'
import { describeError, log } from '../log.ts'
import { syncMessage } from './sync-message.ts'
import { runTask } from './sync-tasks.ts'

/** Side by side, so that none waits behind a slow one; acknowledged when its work is done, else it comes again later. */
export async function consumeSync(batch: MessageBatch, env: Bindings): Promise<void> {
  await Promise.all(batch.messages.map((message) => consume(message, env)))
}

async function consume(message: Message, env: Bindings): Promise<void> {
  const parsed = syncMessage.safeParse(message.body)
  try {
    if (!parsed.success) throw new Error('The message is not one of ours.')
    await runTask(parsed.data, env)
    message.ack()
  } catch (error) {
    log('warn', 'sync_failed', { message: message.id, attempt: message.attempts, error: describeError(error) })
    message.retry({ delaySeconds: Math.min(2 ** message.attempts * 5, 3_600) })
  }
}

/** Retries are used up: said once, with what it was about; the note on the event stays as it is. */
export async function consumeSyncDeadLetters(batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    const parsed = syncMessage.safeParse(message.body)
    const about = parsed.success ? { tenant: tenantName(parsed.data), ...aboutTask(parsed.data) } : {}
    log('error', 'sync_given_up', { message: message.id, ...about })
    message.ack()
  }
}

function aboutTask(message: SyncMessage): Record<string, string> {
  if (message.task === 'refetch') return { task: message.task, object: message.objectId }
  return message.task === 'run_job' ? { task: message.task, job: message.jobId } : { task: message.task }
}
