import { openGrant } from '../auth/oauth-grants.ts'
import { type Bindings, configOf } from '../config.ts'
import { tenantName } from '../domain/ids.ts'
import { describeError, log } from '../log.ts'
import { forgetPendingGrant, listExpiredGrants, type PendingGrant } from '../readmodel/pending-grants.ts'
import type { Grant } from '../stripe/oauth.ts'
import { declineGrant } from './oauth-link.ts'

/** Longer than any request: whoever has taken a grant by then has used it, or was cut off. */
const SETTLED_AFTER_MS = 3_600_000
const GIVEN_UP_AFTER_MS = 7 * 86_400_000
const GRANTS_A_RUN = 50

/** For the cron: gives back what owners granted and nobody said yes to. What Stripe does not take back now is tried again for a week. */
export async function declineExpiredGrants(env: Bindings, nowMs: number): Promise<void> {
  for (const waiting of await listExpiredGrants(env.DB, nowMs - SETTLED_AFTER_MS, GRANTS_A_RUN)) {
    const isGivenUp = waiting.expiresAtMs < nowMs - GIVEN_UP_AFTER_MS
    if ((await isDeclined(env, waiting)) || isGivenUp) await forgetPendingGrant(env.DB, waiting.id)
  }
}

async function isDeclined(env: Bindings, { tenant, kind, sealed }: PendingGrant): Promise<boolean> {
  try {
    const grant = await openGrant<Grant>(configOf(env).encryptionKeys, tenant, sealed)
    return await declineGrant(env, tenant, kind, grant)
  } catch (error) {
    log('warn', 'expired_grant_not_declined', { tenant: tenantName(tenant), error: describeError(error) })
    return false
  }
}
