import { accountStub } from '../account/stub.ts'
import type { Bindings } from '../config.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import { describeError, log } from '../log.ts'
import { listTenants } from '../readmodel/tenants.ts'

const PAGE = 100
/** An alarm is due within milliseconds; a backlog this old means that one was lost. */
const OLD_MS = 60_000

/** Wakes every tenant's object, so that a lost alarm leaves no event waiting; an old backlog is said out loud. */
export async function sweepBacklogs(env: Bindings): Promise<void> {
  let after: Tenant | null = null
  for (;;) {
    const tenants: Tenant[] = await listTenants(env.DB, after, PAGE)
    await Promise.all(tenants.map((tenant) => poke(env, tenant)))
    after = tenants.at(-1) ?? null
    if (tenants.length < PAGE) return
  }
}

async function poke(env: Bindings, tenant: Tenant): Promise<void> {
  try {
    const { pending, oldestPendingMs } = await accountStub(env, tenant).poke(tenant)
    if ((oldestPendingMs ?? 0) > OLD_MS)
      log('warn', 'backlog_old', { tenant: tenantName(tenant), pending, oldestPendingMs })
  } catch (error) {
    log('error', 'poke_failed', { tenant: tenantName(tenant), error: describeError(error) })
  }
}
