import type { Bindings } from './config.ts'
import { runCron } from './cron/jobs.ts'
import { createApp } from './http/app.ts'
import { consumeSync, consumeSyncDeadLetters } from './queue/sync-consumer.ts'

export { AccountObject } from './account/account-object.ts'

const app = createApp()

export default {
  fetch: (request, env, ctx) => app.fetch(request, env, ctx),
  queue: (batch, env) =>
    batch.queue === 'billhook-sync-dlq' ? consumeSyncDeadLetters(batch) : consumeSync(batch, env),
  scheduled: (controller, env) => runCron(controller.cron, env, controller.scheduledTime),
} satisfies ExportedHandler<Bindings>
