import type { Tenant } from '../domain/ids.ts'
import { readDelivery } from './automations/deliveries.ts'
import { deliveryMessage } from './delivery-message.ts'
import { delaySecondsOf, deleteMessages, listMessages, type OutboxMessage } from './outbox.ts'
import { readLink } from './stored-link.ts'
import { syncMessage } from './sync-message.ts'

export interface Queues {
  sync: Queue
  mail: Queue
  webhooks: Queue
}

/** Queues take at most 100 messages a call. */
const PER_CALL = 100

/** The queues, then the outbox: a message may be sent twice, and asking or delivering twice comes to once. */
export async function sendOutbox(sql: SqlStorage, queues: Queues, tenant: Tenant): Promise<void> {
  const messages = listMessages(sql)
  const last = messages.at(-1)
  if (!last) return
  const { epoch } = readLink(sql)
  const questions = messages.flatMap(({ message }) => (message.task === 'deliver' ? [] : [message]))
  if (questions.length > 0)
    await queues.sync.sendBatch(
      questions.map((message) => ({
        body: syncMessage(tenant, message, epoch),
        delaySeconds: delaySecondsOf(message),
      })),
    )
  await sendDeliveries(
    sql,
    queues,
    tenant,
    messages.map(({ message }) => message),
  )
  deleteMessages(sql, last.id)
}

async function sendDeliveries(
  sql: SqlStorage,
  queues: Queues,
  tenant: Tenant,
  messages: readonly OutboxMessage[],
): Promise<void> {
  const numbers = messages.flatMap((message) => (message.task === 'deliver' ? message.numbers : []))
  const deliveries = numbers.flatMap((number) => readDelivery(sql, number)?.delivery ?? [])
  for (const channel of ['mail', 'webhook'] as const) {
    const queue = channel === 'mail' ? queues.mail : queues.webhooks
    const bodies = deliveries
      .filter((delivery) => delivery.channel === channel)
      .map(({ id }) => ({ body: deliveryMessage(tenant, id) }))
    for (let at = 0; at < bodies.length; at += PER_CALL) await queue.sendBatch(bodies.slice(at, at + PER_CALL))
  }
}
