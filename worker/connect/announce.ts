import { accountStub } from '../account/stub.ts'
import type { Bindings } from '../config.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import { describeError, log } from '../log.ts'

/** Tells open dashboards to read the connection again. What was done stands without it, so it never throws. */
export async function announceConnection(env: Bindings, tenant: Tenant): Promise<void> {
  try {
    await accountStub(env, tenant).announceConnection(tenant)
  } catch (error) {
    log('warn', 'connection_not_announced', { tenant: tenantName(tenant), error: describeError(error) })
  }
}
