import type { FormHash } from '../form.ts'
import { errorPage } from '../pages/page.ts'
import type { Incoming } from '../site/incoming.ts'
import type { SandboxSite } from '../site.ts'
import type { Application } from './applications.ts'
import { grantOfScope } from './applications.ts'
import { consentPage } from './consent-page.ts'
import { makeInstallation, tellInstalled } from './install.ts'

/** Connect's page, that of Stripe Apps, and that of an app's testers. */
const CONSENT_PATHS: readonly [kind: Application['kind'], path: RegExp][] = [
  ['connect', /^\/oauth\/authorize$/],
  ['app', /^\/oauth\/v2\/(?:chnlink_[A-Za-z0-9]+\/)?authorize$/],
]
const CALLBACK = '/api/oauth/stripe/callback'

interface Wish {
  application: Application
  redirectUri: string
  state: string | null
  scope: string
}

export function isConsentPath(path: string): boolean {
  return CONSENT_PATHS.some(([, pattern]) => pattern.test(path))
}

/** The page on which an owner reads what is asked for, and agrees or not. */
export function showConsent(site: SandboxSite, incoming: Incoming): Response {
  const wish = readWish(site, incoming.path, incoming.query)
  if (wish instanceof Response) return wish
  const accounts = site.accountIds().filter((id) => !site.oauth.isPlatform(id))
  const { mode } = wish.application
  return consentPage({
    ...wish,
    action: incoming.path,
    fields: texts(incoming.query),
    accounts: accounts.map((id) => ({ id, name: site.need(id, mode).stripe.account.name })),
  })
}

/** A press on one of the page's buttons. */
export function takeConsent(site: SandboxSite, incoming: Incoming): Response {
  const { decision, account, ...rest } = incoming.form
  const wish = readWish(site, incoming.path, rest)
  if (wish instanceof Response) return wish
  const { application, scope, state } = wish
  if (decision !== 'accept') {
    return lead(wish, { error: 'access_denied', error_description: 'The user denied your request' })
  }
  const chosen = typeof account === 'string' ? account : site.primary().stripe.account.id
  const branch = site.branch(chosen, application.mode)
  if (!branch || site.oauth.isPlatform(chosen)) return errorPage(400, `There is no account ${chosen}.`)
  const code = `ac_${site.random.chars(32)}`
  const { kind, clientId, mode } = application
  const issuedAt = site.now()
  site.oauth.codes.set(code, { code, kind, clientId, mode, account: chosen, scope, issuedAt, used: false })
  // An app is installed by the press; Connect connects when the code is redeemed.
  if (kind === 'app') {
    site.oauth.install(makeInstallation(site, application, chosen, scope))
    tellInstalled(site, application, chosen)
  }
  return lead(wish, { ...(kind === 'connect' ? { scope } : {}), code, ...(state === null ? {} : { state }) })
}

function readWish(site: SandboxSite, path: string, params: FormHash): Wish | Response {
  const text = (name: string) => (typeof params[name] === 'string' ? params[name] : null)
  const kind = CONSENT_PATHS.find(([, pattern]) => pattern.test(path))?.[0]
  const application = site.oauth.applications().find((it) => it.kind === kind && it.clientId === text('client_id'))
  if (!application) return errorPage(400, 'No application matches the supplied client identifier.')
  const redirectUri = text('redirect_uri') ?? ''
  if (!isRegistered(site, redirectUri, application.mode === 'live')) {
    const told = `Invalid redirect URI '${redirectUri}'. Ensure this uri exactly matches one of the uris specified in your application settings.`
    return errorPage(400, told)
  }
  const state = text('state')
  const scope = kind === 'app' ? 'stripe_apps' : (text('scope') ?? 'read_only')
  const wish = { application, redirectUri, state, scope }
  if (kind === 'app') return wish
  if (text('response_type') !== 'code') {
    const description = 'response_type must be code'
    return lead(wish, { error: 'unsupported_response_type', error_description: description })
  }
  if (grantOfScope(scope) === null) {
    return lead(wish, { error: 'invalid_scope', error_description: `The scope ${scope} is not known` })
  }
  return wish
}

/** Back to where the owner came from. */
function lead({ redirectUri, state }: Wish, params: Record<string, string>): Response {
  const url = new URL(redirectUri)
  for (const [name, value] of Object.entries({ ...params, ...(state === null ? {} : { state }) })) {
    url.searchParams.set(name, value)
  }
  return new Response(null, { status: 303, headers: { Location: url.href } })
}

/** Exactly one of those that the settings name; live mode wants https. */
function isRegistered(site: SandboxSite, uri: string, livemode: boolean): boolean {
  if (!URL.canParse(uri)) return false
  const { protocol, hostname, pathname, search } = new URL(uri)
  if (livemode && protocol !== 'https:' && !site.options.insecureLive) return false
  const { redirectUris } = site.oauth
  if (redirectUris) return redirectUris.includes(uri)
  const isLocal = /^https?:$/.test(protocol) && (hostname === 'localhost' || hostname === '127.0.0.1')
  const isTest = protocol === 'https:' && hostname === 'billhook.test'
  return (isLocal || isTest) && pathname === CALLBACK && search === ''
}

function texts(params: FormHash): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
