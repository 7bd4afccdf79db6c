import type { Config } from '../config.ts'
import { DEFAULT_ACCOUNT_ID, type Tenant } from '../domain/ids.ts'

/** The Stripe key that may read objects of this tenant; null where the deployment only receives events. */
export function fetchKeyFor(config: Config, tenant: Tenant): string | null {
  const key = config.stripeSecretKey
  const fits = tenant.accountId === DEFAULT_ACCOUNT_ID && key?.includes(`_${tenant.mode}_`)
  return fits ? key : null
}
