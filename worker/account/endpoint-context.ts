import { type Tenant, tenantName } from '../domain/ids.ts'

/** What a sealed secret of an endpoint is bound to: it opens nowhere else. */
export function endpointContext(tenant: Tenant): string {
  return `endpoint|${tenantName(tenant)}`
}
