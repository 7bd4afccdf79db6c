import { sealGrant } from '../auth/oauth-grants.ts'
import { hashToken, makeId } from '../auth/tokens.ts'
import { type Bindings, configOf } from '../config.ts'
import { modeOf, type Tenant, tenantName } from '../domain/ids.ts'
import { fail } from '../domain/result.ts'
import { log } from '../log.ts'
import { readConnection, type StoredConnection } from '../readmodel/connection.ts'
import { consumeOauthState, storePendingGrant } from '../readmodel/oauth-states.ts'
import { exchangeCode, type Grant, type OauthKind } from '../stripe/oauth.ts'
import { linkAccount, objection } from './link-account.ts'
import { declineGrant, linkOfGrant } from './oauth-link.ts'
import type { OauthMember } from './oauth-start.ts'

/** What became of a round trip, in one word for the page that tells it. */
export type OauthResult =
  | 'connected'
  | 'denied'
  | 'state_missing'
  | 'state_unknown'
  | 'state_used'
  | 'state_expired'
  | 'other_session'
  | 'code_refused'
  | 'wrong_mode'
  | 'confirm'
  | 'stripe_account_taken'
  | 'stripe_unavailable'
  | 'refused'

/** `tenant` is null where the state is not known. */
export interface OauthOutcome {
  tenant: Tenant | null
  result: OauthResult
  /** A grant for another Stripe account waits under this id. */
  pending?: string
  /** The Stripe account that it is for. */
  stripeAccount?: string
  /** OAuth's own word for what went wrong. */
  error?: string
}

const PENDING_MS = 30 * 60_000

/**
 * Ends a round trip: the state is used up, then the code is redeemed, once. Nothing has changed unless the result is
 * `connected`; the caller drives the import then. A grant that leads to nothing is given back.
 */
export async function finishOauth(
  env: Bindings,
  query: { state?: string | undefined; code?: string | undefined; error?: string | undefined },
  session: OauthMember | null,
  nowMs: number,
): Promise<OauthOutcome> {
  if (!query.state) return { tenant: null, result: 'state_missing' }
  const stateHash = await hashToken(query.state)
  const members = ['token', ...(session ? [session] : [])]
  const used = await consumeOauthState(env.DB, stateHash, members, nowMs)
  if (used.use === 'unknown') return { tenant: null, result: 'state_unknown' }
  const { tenant, kind } = used.state
  if (used.use === 'other_session') return { tenant, result: 'other_session' }
  if (used.use !== 'ok') return { tenant, result: `state_${used.use}` }
  if (query.error === 'access_denied') return { tenant, result: 'denied' }
  if (query.error || !query.code) return { tenant, result: 'refused', ...(query.error && { error: query.error }) }
  const before = await readConnection(env.DB, tenant)
  if (!before) return { tenant, result: 'refused' }
  return { tenant, ...(await redeem(env, before, kind, query.code, stateHash, nowMs)) }
}

async function redeem(
  env: Bindings,
  before: StoredConnection,
  kind: OauthKind,
  code: string,
  stateHash: string,
  nowMs: number,
): Promise<Omit<OauthOutcome, 'tenant'>> {
  const { tenant } = before
  const exchanged = await exchangeCode(configOf(env), tenant.mode, kind, code)
  if (!exchanged.ok) {
    const { error } = exchanged
    log('warn', 'oauth_code_not_redeemed', { tenant: tenantName(tenant), kind, reason: error.reason })
    if (error.reason === 'unreachable') return { result: 'stripe_unavailable' }
    if (error.reason === 'platform_key_refused') return { result: 'refused', error: error.reason }
    return { result: 'code_refused', ...(error.code && { error: error.code }) }
  }
  const grant = exchanged.value
  const outcome = await useGrant(env, before, kind, grant, stateHash, nowMs).catch(async (error: unknown) => {
    await declineGrant(env, tenant, kind, grant)
    throw error
  })
  if (outcome.result !== 'connected' && outcome.result !== 'confirm') await declineGrant(env, tenant, kind, grant)
  return outcome
}

async function useGrant(
  env: Bindings,
  before: StoredConnection,
  kind: OauthKind,
  grant: Grant,
  stateHash: string,
  nowMs: number,
): Promise<Omit<OauthOutcome, 'tenant'>> {
  const { tenant, dataOf } = before
  if (modeOf(grant.livemode) !== tenant.mode) return { result: 'wrong_mode' }
  const link = await linkOfGrant(env, before, kind, grant, null)
  const refusal = await objection(env.DB, before, link)
  if (refusal?.code === 'stripe_account_differs') {
    const sealed = await sealGrant(configOf(env).encryptionKeys, tenant, grant)
    const pending = makeId('pend')
    await storePendingGrant(env.DB, stateHash, { id: pending, sealed, dataOf, expiresAtMs: nowMs + PENDING_MS })
    return { result: 'confirm', pending, stripeAccount: grant.stripeAccountId }
  }
  const linked = refusal ? fail(refusal) : await linkAccount(env, before, link, nowMs)
  if (linked.ok) return { result: 'connected' }
  return linked.error.code === 'stripe_account_taken'
    ? { result: 'stripe_account_taken' }
    : { result: 'refused', error: linked.error.code }
}
