import type { Incoming } from '../site/incoming.ts'
import type { ApiKey, Mode } from '../site/keys.ts'
import type { SandboxSite } from '../site.ts'
import type { Application, ApplicationKind, Installation } from './applications.ts'
import { makeInstallation, tellInstalled, uninstall } from './install.ts'
import { answered, OAuthError, platformKey, text } from './oauth-door.ts'

export interface OAuthCode {
  code: string
  kind: ApplicationKind
  clientId: string
  mode: Mode
  account: string
  scope: string
  /** Seconds. */
  issuedAt: number
  used: boolean
}

export interface RefreshToken {
  token: string
  clientId: string
  account: string
  mode: Mode
  issuedAt: number
  dead: boolean
}

const CODE_SECONDS = 5 * 60
const ACCESS_TOKEN_SECONDS = 3_600
const REFRESH_TOKEN_SECONDS = 365 * 86_400

/** `POST /oauth/token` of Connect. */
export function exchangeConnectCode(site: SandboxSite, incoming: Incoming): Response {
  return answered(() => {
    const key = platformKey(site, incoming)
    if (text(incoming, 'grant_type') !== 'authorization_code') {
      throw new OAuthError('unsupported_grant_type', 'The grant_type must be authorization_code.')
    }
    const { application, code } = redeem(site, key, text(incoming, 'code'), 'connect')
    const { account, mode, scope } = code
    const installation = makeInstallation(site, application, account, scope)
    site.oauth.install(installation)
    tellInstalled(site, application, account)
    return {
      access_token: makeToken(site, installation, null),
      livemode: mode === 'live',
      refresh_token: `rt_${site.random.chars(48)}`,
      token_type: 'bearer',
      stripe_publishable_key: `pk_${mode}_${site.random.chars(48)}`,
      stripe_user_id: account,
      scope,
    }
  })
}

/** `POST /v1/oauth/token` of Stripe Apps: a code or a refresh token for a pair of tokens. */
export function exchangeAppCode(site: SandboxSite, incoming: Incoming): Response {
  return answered(() => {
    const key = platformKey(site, incoming)
    const grantType = text(incoming, 'grant_type')
    if (grantType === 'authorization_code') {
      const { code } = redeem(site, key, text(incoming, 'code'), 'app')
      return appTokens(site, site.oauth.find('app', code.account, code.mode))
    }
    if (grantType !== 'refresh_token') {
      throw new OAuthError('unsupported_grant_type', 'The grant_type must be authorization_code or refresh_token.')
    }
    const known = site.oauth.refreshTokens.get(text(incoming, 'refresh_token'))
    const isOver = known && known.issuedAt + REFRESH_TOKEN_SECONDS <= site.now()
    if (!known || known.dead || isOver || known.mode !== key.mode) {
      throw new OAuthError('invalid_grant', 'Refresh token does not exist, was used before or has expired.')
    }
    known.dead = true
    return appTokens(site, site.oauth.find('app', known.account, known.mode))
  })
}

/** A code is good once and for five minutes; one that comes again ends the whole connection. */
function redeem(
  site: SandboxSite,
  key: ApiKey,
  text: string,
  kind: ApplicationKind,
): { application: Application; code: OAuthCode } {
  const code = site.oauth.codes.get(text)
  const application = site.oauth.applications().find((it) => it.clientId === code?.clientId)
  if (!code || !application || code.kind !== kind) {
    throw new OAuthError('invalid_grant', `Authorization code does not exist: ${text}`)
  }
  if (code.mode !== key.mode) {
    throw new OAuthError(
      'invalid_grant',
      `The code was issued in ${code.mode} mode, the key is one of ${key.mode} mode.`,
    )
  }
  if (code.used) {
    const installation = site.oauth.find(kind, code.account, code.mode)
    if (installation) uninstall(site, installation)
    const told = 'This authorization code has already been used. All tokens issued with this code have been revoked.'
    throw new OAuthError('invalid_grant', told)
  }
  if (code.issuedAt + CODE_SECONDS <= site.now()) {
    throw new OAuthError('invalid_grant', `Authorization code expired: ${text}`)
  }
  code.used = true
  return { application, code }
}

function appTokens(site: SandboxSite, installation: Installation | null): object {
  if (!installation) throw new OAuthError('invalid_grant', 'The app is not installed any more.')
  const { account, clientId, mode, scope } = installation
  const token = `rt_${site.random.chars(48)}`
  site.oauth.refreshTokens.set(token, { token, clientId, account, mode, issuedAt: site.now(), dead: false })
  return {
    access_token: makeToken(site, installation, ACCESS_TOKEN_SECONDS),
    livemode: mode === 'live',
    refresh_token: token,
    scope,
    stripe_publishable_key: `pk_${mode}_${site.random.chars(48)}`,
    stripe_user_id: account,
    token_type: 'bearer',
  }
}

function makeToken(site: SandboxSite, installation: Installation, seconds: number | null): string {
  const { account, mode, clientId, permissions } = installation
  const key = `sk_${mode}_oauth_${site.random.chars(48)}`
  const expiresAt = seconds === null ? null : site.now() + seconds
  site.keys.add({ key, account, mode, grant: permissions, clientId, expiresAt })
  return key
}
