import type { Tenant } from '../domain/ids.ts'
import { delaySecondsOf, deleteMessages, listMessages } from './outbox.ts'
import { readLink } from './stored-link.ts'
import { syncMessage } from './sync-message.ts'

/** The queue, then the outbox: a message may be sent twice, and asking Stripe twice does no harm. */
export async function sendOutbox(sql: SqlStorage, queue: Queue, tenant: Tenant): Promise<void> {
  const messages = listMessages(sql)
  const last = messages.at(-1)
  if (!last) return
  const { epoch } = readLink(sql)
  await queue.sendBatch(
    messages.map(({ message }) => ({
      body: syncMessage(tenant, message, epoch),
      delaySeconds: delaySecondsOf(message),
    })),
  )
  deleteMessages(sql, last.id)
}
