import { hashToken, makeSecretToken } from '../auth/tokens.ts'
import { type Bindings, type Config, configOf } from '../config.ts'
import type { Tenant } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { insertOauthState } from '../readmodel/oauth-states.ts'
import { connectBase, type OauthKind } from '../stripe/oauth.ts'
import { oauthWays } from './oauth-ways.ts'
import type { Refusal } from './refusal.ts'

const STATE_MS = 10 * 60_000

/** Who begins or ends an OAuth round trip: the session of a cookie, or whoever has ADMIN_TOKEN. */
export type OauthMember = `session:${string}` | 'token'

/**
 * Begins a round trip to Stripe. The state in the address is 256 random bits, stored as their SHA-256, good once and for ten
 * minutes, and only for the one who began it (RFC 6749, section 10.12).
 */
export async function startOauth(
  env: Bindings,
  tenant: Tenant,
  kind: OauthKind | null,
  member: OauthMember,
  nowMs: number,
): Promise<Result<{ url: string; expiresAtMs: number }, Refusal>> {
  const config = configOf(env)
  const ways = oauthWays(config, tenant.mode)
  const chosen = kind ?? (ways.app_oauth === null || ways.connect_oauth !== null ? 'app_oauth' : 'connect_oauth')
  const reason = ways[chosen]
  if (reason !== null) return fail({ code: 'oauth_not_configured', detail: reason })
  const state = makeSecretToken()
  const expiresAtMs = nowMs + STATE_MS
  await insertOauthState(env.DB, await hashToken(state), { tenant, kind: chosen, member }, nowMs, expiresAtMs)
  return ok({ url: authorizeUrl(config, tenant, chosen, state), expiresAtMs })
}

/** Where Stripe sends the browser back to; it must be registered with Stripe to the letter. */
export function callbackUrl(config: Config): string {
  return `${config.publicBaseUrl}/api/oauth/stripe/callback`
}

/** An app that is not published is installed through a link of its own; its permissions stand in its manifest, not here. */
function authorizeUrl(config: Config, { mode }: Tenant, kind: OauthKind, state: string): string {
  const { appClientId, appInstallUrl, connectClientId } = config.stripePlatform[mode]
  const appBase = config.stripeHostsAt ?? 'https://marketplace.stripe.com'
  const isApp = kind === 'app_oauth'
  const url = new URL(
    isApp ? (appInstallUrl ?? `${appBase}/oauth/v2/authorize`) : `${connectBase(config)}/oauth/authorize`,
  )
  url.searchParams.set('client_id', (isApp ? appClientId : connectClientId) ?? '')
  url.searchParams.set('redirect_uri', callbackUrl(config))
  url.searchParams.set('state', state)
  if (isApp) return url.href
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('scope', config.stripeConnectScope)
  return url.href
}
