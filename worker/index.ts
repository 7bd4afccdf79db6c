import type { Bindings } from './config.ts'
import { runCron } from './cron/jobs.ts'
import { createApp } from './http/app.ts'
import { createWebhookApp, WEBHOOK_PREFIX } from './http/routes/webhooks.ts'
import { consumeSync, consumeSyncDeadLetters } from './queue/sync-consumer.ts'

export { AccountObject } from './account/account-object.ts'
export { ImportWorkflow } from './sync/import-workflow.ts'

const app = createApp()
const webhooks = createWebhookApp()

export default {
  fetch: (request, env, ctx) =>
    (new URL(request.url).pathname.startsWith(WEBHOOK_PREFIX) ? webhooks : app).fetch(request, env, ctx),
  queue: (batch, env) =>
    batch.queue === 'billhook-sync-dlq' ? consumeSyncDeadLetters(batch) : consumeSync(batch, env),
  scheduled: (controller, env) => runCron(controller.cron, env, controller.scheduledTime),
} satisfies ExportedHandler<Bindings>
