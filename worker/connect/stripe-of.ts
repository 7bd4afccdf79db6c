import type { StripeAccess } from '../account/rpc.ts'
import { accountStub } from '../account/stub.ts'
import type { Bindings, Config } from '../config.ts'
import { tenantName } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { describeError, log } from '../log.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { createStripeClient, type StripeClient } from '../stripe/client.ts'
import type { Failure } from '../stripe/failure.ts'

export function stripeWithKey(config: Config, apiKey: string): Promise<StripeClient> {
  return createStripeClient({ apiKey, apiBase: config.stripeApiBase })
}

export function stripeWith(config: Config, { apiKey, stripeAccount }: StripeAccess): Promise<StripeClient> {
  return createStripeClient({ apiKey, stripeAccount, apiBase: config.stripeApiBase })
}

/**
 * What opens the linked Stripe account now; null where nothing does. `refusedKey` is what Stripe has just refused. The
 * failure is Stripe that could not be asked for a new token; it comes again. A restricted key needs nobody's answer: where
 * it cannot be had, the object cannot be reached, and that is thrown. The deployment's own key is none.
 */
export async function presentAccess(
  env: Bindings,
  { tenant, kind }: StoredConnection,
  refusedKey?: string,
): Promise<Result<StripeAccess | null, Failure>> {
  try {
    const access = await accountStub(env, tenant).stripeAccess(tenant, refusedKey)
    return ok(access && access.kind !== 'deployment_key' ? { ...access } : null)
  } catch (error) {
    if (kind === 'restricted_key') throw error
    log('warn', 'stripe_access_failed', { tenant: tenantName(tenant), error: describeError(error) })
    return fail({ reason: 'unreachable', status: null, message: 'Stripe gave no new access token.' })
  }
}

/** As `presentAccess`, for taking leave, which goes on without a token. */
export async function linkedAccess(env: Bindings, connection: StoredConnection): Promise<StripeAccess | null> {
  const access = await presentAccess(env, connection)
  return access.ok ? access.value : null
}
