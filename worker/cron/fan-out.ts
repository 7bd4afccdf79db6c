import { syncMessage, type TenantTask } from '../account/sync-message.ts'
import type { Bindings } from '../config.ts'
import type { Tenant } from '../domain/ids.ts'
import { listLinkedTenants } from '../readmodel/tenants.ts'

const TENANTS_PER_PAGE = 500
/** Queues take at most 100 messages a call. */
const MESSAGES_PER_CALL = 100
/** Tenants are spread, so that Stripe and D1 do not meet them all in one second. */
const JITTER_SECONDS = 600

/** Asks the queue for the tasks of every tenant that can read its Stripe account, each at a moment of its own. */
export async function fanOut(env: Bindings, tasks: readonly Exclude<TenantTask['task'], 'run_job'>[]): Promise<void> {
  let after: Tenant | null = null
  for (;;) {
    const tenants: Tenant[] = await listLinkedTenants(env.DB, after, TENANTS_PER_PAGE)
    const messages = tenants.flatMap((tenant) =>
      tasks.map((task) => ({ body: syncMessage(tenant, { task }), delaySeconds: jitterSeconds(tenants.length) })),
    )
    for (let at = 0; at < messages.length; at += MESSAGES_PER_CALL)
      await env.SYNC_QUEUE.sendBatch(messages.slice(at, at + MESSAGES_PER_CALL))
    after = tenants.at(-1) ?? null
    if (tenants.length < TENANTS_PER_PAGE) return
  }
}

/** One tenant alone need not wait; many get up to ten minutes. */
function jitterSeconds(tenants: number): number {
  return Math.floor(Math.random() * Math.min(JITTER_SECONDS, tenants - 1))
}
