import type { StripeAccess } from '../account/rpc.ts'
import { accountStub } from '../account/stub.ts'
import type { Bindings, Config } from '../config.ts'
import { tenantName } from '../domain/ids.ts'
import { describeError, log } from '../log.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { createStripeClient, type StripeClient } from '../stripe/client.ts'

export function stripeWithKey(config: Config, apiKey: string): Promise<StripeClient> {
  return createStripeClient({ apiKey, apiBase: config.stripeApiBase })
}

export function stripeWith(config: Config, { apiKey, stripeAccount }: StripeAccess): Promise<StripeClient> {
  return createStripeClient({ apiKey, stripeAccount, apiBase: config.stripeApiBase })
}

/**
 * What opens the linked Stripe account now; null where there is no link, or Stripe could not be asked for a new token. A
 * restricted key needs nobody's answer: where it cannot be had, the object cannot be reached, and that is thrown. The
 * deployment's own key is none.
 */
export async function linkedAccess(env: Bindings, { tenant, kind }: StoredConnection): Promise<StripeAccess | null> {
  try {
    const access = await accountStub(env, tenant).stripeAccess(tenant)
    return access && access.kind !== 'deployment_key' ? { ...access } : null
  } catch (error) {
    if (kind === 'restricted_key') throw error
    log('warn', 'stripe_access_failed', { tenant: tenantName(tenant), error: describeError(error) })
    return null
  }
}
