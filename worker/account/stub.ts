import type { Bindings } from '../config.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import type { AccountRpc } from './rpc.ts'

/** A fresh stub each time: one that threw may be broken. The only place that names an object. */
export function accountStub(env: Bindings, tenant: Tenant): AccountRpc {
  return env.ACCOUNT.getByName(tenantName(tenant)) as unknown as AccountRpc
}

/** Hands a WebSocket request to the tenant's object. */
export function openLive(env: Bindings, tenant: Tenant, request: Request): Promise<Response> {
  return env.ACCOUNT.getByName(tenantName(tenant)).fetch(request)
}
