import type { Bindings } from './config.ts'
import { runCron } from './cron/jobs.ts'
import { createApp } from './http/app.ts'
import { createWebhookApp, WEBHOOK_PREFIX } from './http/routes/webhooks.ts'
import { consumeDeliveries, consumeDeliveryDeadLetters } from './queue/delivery-consumer.ts'
import { consumeSync, consumeSyncDeadLetters } from './queue/sync-consumer.ts'

export { AccountObject } from './account/account-object.ts'
export { ImportWorkflow } from './sync/import-workflow.ts'

const app = createApp()
const webhooks = createWebhookApp()

const QUEUES: Record<string, (batch: MessageBatch, env: Bindings) => Promise<void>> = {
  'billhook-sync-dlq': consumeSyncDeadLetters,
  'billhook-mail': consumeDeliveries,
  'billhook-webhooks': consumeDeliveries,
  'billhook-delivery-dlq': consumeDeliveryDeadLetters,
}

export default {
  fetch: (request, env, ctx) =>
    (new URL(request.url).pathname.startsWith(WEBHOOK_PREFIX) ? webhooks : app).fetch(request, env, ctx),
  queue: (batch, env) => (QUEUES[batch.queue] ?? consumeSync)(batch, env),
  scheduled: (controller, env) => runCron(controller.cron, env, controller.scheduledTime),
} satisfies ExportedHandler<Bindings>
