import type { Config } from '../config.ts'
import type { Mode } from '../domain/ids.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { STRIPE_API_VERSION } from './client.ts'

export type OauthKind = 'app_oauth' | 'connect_oauth'

/** A token pair of a Stripe App: the access token is good for an hour, the refresh token for one refresh. */
export interface AppTokens {
  accessToken: string
  refreshToken: string
  expiresAtMs: number
}

/** What an owner granted. `tokens` is null for Connect, where the platform's own key opens the account. */
export interface Grant {
  stripeAccountId: string
  livemode: boolean
  scope: string | null
  tokens: AppTokens | null
}

export type OauthFailure =
  /** Stripe said no; `code` is OAuth's, e.g. `invalid_grant` (RFC 6749, section 5.2). */
  | { reason: 'refused'; code: string | null }
  /** The platform's own key is refused: the operator's matter, and says nothing about the grant. */
  | { reason: 'platform_key_refused'; code: string | null }
  /** No answer, none in time, or a 5xx: nobody knows whether the code was used. */
  | { reason: 'unreachable' }

const TIMEOUT_MS = 15_000
/** Stripe tells no end; its access tokens of apps last an hour. */
const ACCESS_TOKEN_SECONDS = 3_600

/**
 * Redeems a code, once: a code that comes twice makes Stripe revoke the whole grant, so this is plain fetch and nothing
 * tries again (https://docs.stripe.com/connect/oauth-reference).
 */
export async function exchangeCode(
  config: Config,
  mode: Mode,
  kind: OauthKind,
  code: string,
): Promise<Result<Grant, OauthFailure>> {
  const url = kind === 'app_oauth' ? `${config.stripeApiBase}/v1/oauth/token` : `${connectBase(config)}/oauth/token`
  const answer = await post(config, mode, url, { grant_type: 'authorization_code', code })
  return answer.ok ? readGrant(answer.value, kind) : answer
}

/** Renews the pair of a Stripe App; the given refresh token is dead after it, so the new pair must be stored first of all. */
export async function refreshAppToken(
  config: Config,
  mode: Mode,
  refreshToken: string,
): Promise<Result<AppTokens, OauthFailure>> {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
  const answer = await post(config, mode, `${config.stripeApiBase}/v1/oauth/token`, form)
  if (!answer.ok) return answer
  const tokens = readTokens(answer.value)
  return tokens ? ok(tokens) : fail({ reason: 'refused', code: null })
}

/** Gives a Connect grant back; Stripe then sends `account.application.deauthorized`. */
export async function deauthorizeConnect(
  config: Config,
  mode: Mode,
  stripeAccountId: string,
): Promise<Result<null, OauthFailure>> {
  const clientId = config.stripePlatform[mode].connectClientId ?? ''
  const form = { client_id: clientId, stripe_user_id: stripeAccountId }
  const answer = await post(config, mode, `${connectBase(config)}/oauth/deauthorize`, form)
  return answer.ok ? ok(null) : answer
}

export function connectBase(config: Config): string {
  return config.stripeHostsAt ?? 'https://connect.stripe.com'
}

async function post(
  config: Config,
  mode: Mode,
  url: string,
  form: Record<string, string>,
): Promise<Result<JsonObject, OauthFailure>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${config.stripePlatform[mode].secretKey ?? ''}`,
        'Stripe-Version': STRIPE_API_VERSION,
      },
      body: new URLSearchParams(form),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.status >= 500 || response.status === 429) return fail({ reason: 'unreachable' })
    const answer: unknown = await response.json()
    if (response.status === 401) return fail({ reason: 'platform_key_refused', code: errorCode(answer) })
    if (response.ok && isJsonObject(answer)) return ok(answer)
    return fail({ reason: 'refused', code: errorCode(answer) })
  } catch {
    return fail({ reason: 'unreachable' })
  }
}

function readGrant(answer: JsonObject, kind: OauthKind): Result<Grant, OauthFailure> {
  const { stripe_user_id: stripeAccountId, livemode, scope } = answer
  const tokens = kind === 'app_oauth' ? readTokens(answer) : null
  if (typeof stripeAccountId !== 'string' || typeof livemode !== 'boolean' || (kind === 'app_oauth' && !tokens))
    return fail({ reason: 'refused', code: null })
  return ok({ stripeAccountId, livemode, scope: typeof scope === 'string' ? scope : null, tokens })
}

function readTokens({
  access_token: accessToken,
  refresh_token: refreshToken,
  expires_in,
}: JsonObject): AppTokens | null {
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string') return null
  const seconds = typeof expires_in === 'number' ? expires_in : ACCESS_TOKEN_SECONDS
  return { accessToken, refreshToken, expiresAtMs: Date.now() + seconds * 1_000 }
}

/** OAuth answers `{error: "invalid_grant"}`, the API `{error: {code}}`. */
function errorCode(answer: unknown): string | null {
  const error = isJsonObject(answer) ? answer.error : null
  const code = isJsonObject(error) ? (error.code ?? error.type) : error
  return typeof code === 'string' && /^[a-z_]{1,40}$/.test(code) ? code : null
}
