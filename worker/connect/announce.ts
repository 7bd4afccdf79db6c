import { accountStub } from '../account/stub.ts'
import { syncMessage } from '../account/sync-message.ts'
import type { Bindings } from '../config.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import { describeError, log } from '../log.ts'

/**
 * Tells open dashboards to read the connection again, and by the queue its owner what is wrong with it. What was done
 * stands without it, so it never throws; each hour's check tells the owner again.
 */
export async function announceConnection(env: Bindings, tenant: Tenant): Promise<void> {
  try {
    await accountStub(env, tenant).announceConnection(tenant)
    await env.SYNC_QUEUE.send(syncMessage(tenant, { task: 'note_conditions' }))
  } catch (error) {
    log('warn', 'connection_not_announced', { tenant: tenantName(tenant), error: describeError(error) })
  }
}
