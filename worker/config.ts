import { type MailConfig, type MailVariables, parseMail } from './config-mail.ts'
import { parseAllowPrivate, parsePriceMapping, parseRequestsPerSecond, parseScope } from './config-values.ts'
import { MODES, type Mode } from './domain/ids.ts'
import { fail, ok, type Result } from './domain/result.ts'

/** Settings of a deployment, read and checked once per isolate. Nothing else reads variables or secrets. */
export interface Config {
  environment: 'production' | 'development'
  /** The operator's bearer token; acts on the default account. */
  adminToken: string
  /** The platform endpoint's signing secrets, newest first; more than one while Stripe rolls them. */
  webhookSecrets: readonly string[]
  /** A Stripe key for the default account, in its own mode; null where the deployment only receives. */
  stripeSecretKey: string | null
  /** The origin that stands for every Stripe host; null where each host is Stripe's own. */
  stripeHostsAt: string | null
  /** Where Stripe's API is. */
  stripeApiBase: string
  /** Requests a second that a job makes of one Stripe account; Stripe allows 25 of one kind. */
  stripeRequestsPerSecond: number
  /** The operator's own Stripe account, for OAuth: what a mode lacks cannot be connected that way. */
  stripePlatform: Record<Mode, StripePlatform>
  /** What Connect asks for; `read_only` is open to Connect extensions only. */
  stripeConnectScope: 'read_write' | 'read_only'
  /** Price or product id → packages; what a fresh deployment begins with. */
  priceMapping: Readonly<Record<string, readonly string[]>>
  /** Where people open the dashboard; no trailing slash. */
  publicBaseUrl: string
  /** Where Stripe posts events: the Worker's own host, which saves the way through Pages; else the dashboard's. */
  webhookBaseUrl: string
  /** Key id → base64 of 32 bytes; the first one writes, all read. */
  encryptionKeys: ReadonlyMap<string, string>
  /** How mails leave. */
  mail: MailConfig
  /** Webhooks may go to this machine itself; in development only. */
  allowPrivateEndpoints: boolean
  version: string
}

export interface StripePlatform {
  secretKey: string | null
  connectClientId: string | null
  appClientId: string | null
  /** Where a Stripe App is installed while it is not published: Stripe's link for external testers. */
  appInstallUrl: string | null
}

/** What wrangler cannot type: variables and secrets that a deployment may leave out. */
export type Bindings = Env & Partial<Record<OptionalVariable, string>> & MailVariables & { EMAIL?: SendEmail }

type OptionalVariable =
  | 'ALLOW_PRIVATE_ENDPOINTS'
  | 'STRIPE_WEBHOOK_SECRET'
  | 'STRIPE_SECRET_KEY'
  | 'STRIPE_API_BASE'
  | 'WEBHOOK_BASE_URL'
  | 'STRIPE_REQUESTS_PER_SECOND'
  | 'STRIPE_PRICE_MAPPING'
  | 'STRIPE_CONNECT_SCOPE'
  | `STRIPE_${'PLATFORM_KEY' | 'CONNECT_CLIENT_ID' | 'APP_CLIENT_ID' | 'APP_INSTALL_URL'}_${'TEST' | 'LIVE'}`

const KEY_BYTES = 32
/** Not a number: JavaScript would sort it before the others, and the first key is the one that writes. */
const KEY_ID = /^[A-Za-z][A-Za-z0-9_-]{0,31}$/

/** Every problem is one line that names the variable and what to do; it never repeats the value. */
export function parseConfig(env: Bindings): Result<Config, string[]> {
  const problems: string[] = []
  const adminToken = (env.ADMIN_TOKEN ?? '').trim()
  if (adminToken.length < 16)
    problems.push('ADMIN_TOKEN must be at least 16 characters: make one with `openssl rand -base64 32`.')
  const environment = env.ENVIRONMENT === 'development' ? 'development' : 'production'
  const publicBaseUrl = parseOrigin(env.PUBLIC_BASE_URL)
  if (!publicBaseUrl) problems.push('PUBLIC_BASE_URL must be an http(s) address such as https://billhook.example.com.')
  const webhookBaseUrl = env.WEBHOOK_BASE_URL ? parseOrigin(env.WEBHOOK_BASE_URL) : publicBaseUrl
  if (publicBaseUrl && !webhookBaseUrl) problems.push('WEBHOOK_BASE_URL must be an http(s) address, or left out.')
  const stripeApiBase = parseOrigin(env.STRIPE_API_BASE ?? 'https://api.stripe.com')
  if (!stripeApiBase)
    problems.push('STRIPE_API_BASE must be an origin such as https://api.stripe.com; leave it out for the real Stripe.')
  const encryptionKeys = parseEncryptionKeys(env.ENCRYPTION_KEYS ?? '')
  if (!encryptionKeys) {
    problems.push(
      'ENCRYPTION_KEYS must be JSON like {"k1":"<base64 of 32 random bytes>"}: make one with `openssl rand -base64 32`.',
    )
  }
  const requestsPerSecond = parseRequestsPerSecond(env.STRIPE_REQUESTS_PER_SECOND)
  if (!requestsPerSecond.ok) problems.push(requestsPerSecond.error)
  const priceMapping = parsePriceMapping(env.STRIPE_PRICE_MAPPING)
  if (!priceMapping.ok) problems.push(priceMapping.error)
  const scope = parseScope(env.STRIPE_CONNECT_SCOPE)
  if (!scope.ok) problems.push(scope.error)
  for (const mode of MODES) problems.push(...platformProblems(env, mode))
  const mail = parseMail(env, environment)
  if (!mail.ok) problems.push(...mail.error)
  const allowPrivate = parseAllowPrivate(env.ALLOW_PRIVATE_ENDPOINTS, environment)
  if (!allowPrivate.ok) problems.push(allowPrivate.error)
  if (!requestsPerSecond.ok || !priceMapping.ok || !scope.ok || !mail.ok || !allowPrivate.ok) return fail(problems)
  if (problems.length > 0 || !publicBaseUrl || !webhookBaseUrl || !stripeApiBase || !encryptionKeys)
    return fail(problems)
  return ok({
    environment,
    adminToken,
    webhookSecrets: splitList(env.STRIPE_WEBHOOK_SECRET),
    stripeSecretKey: env.STRIPE_SECRET_KEY?.trim() || null,
    stripeApiBase,
    stripeHostsAt: env.STRIPE_API_BASE ? stripeApiBase : null,
    stripeRequestsPerSecond: requestsPerSecond.value,
    stripePlatform: { test: platformOf(env, 'test'), live: platformOf(env, 'live') },
    stripeConnectScope: scope.value,
    priceMapping: priceMapping.value,
    publicBaseUrl,
    webhookBaseUrl,
    encryptionKeys,
    mail: mail.value,
    allowPrivateEndpoints: allowPrivate.value,
    version: env.VERSION?.id || 'dev',
  })
}

const configs = new WeakMap<object, Config>()

/** Throws one error that lists every problem; `env` is the same object for all requests of an isolate. */
export function configOf(env: Bindings): Config {
  const known = configs.get(env)
  if (known) return known
  const parsed = parseConfig(env)
  if (!parsed.ok) throw new Error(`Billhook cannot start: ${parsed.error.join(' ')}`)
  configs.set(env, parsed.value)
  return parsed.value
}

function platformOf(env: Bindings, mode: Mode): StripePlatform {
  const suffix = mode === 'live' ? 'LIVE' : 'TEST'
  return {
    secretKey: env[`STRIPE_PLATFORM_KEY_${suffix}`]?.trim() || null,
    connectClientId: env[`STRIPE_CONNECT_CLIENT_ID_${suffix}`]?.trim() || null,
    appClientId: env[`STRIPE_APP_CLIENT_ID_${suffix}`]?.trim() || null,
    appInstallUrl: env[`STRIPE_APP_INSTALL_URL_${suffix}`]?.trim() || null,
  }
}

/** A key of the wrong mode would connect the one mode's customers to the other. */
function platformProblems(env: Bindings, mode: Mode): string[] {
  const { secretKey, connectClientId, appClientId, appInstallUrl } = platformOf(env, mode)
  const suffix = mode === 'live' ? 'LIVE' : 'TEST'
  const problems: string[] = []
  if (secretKey && !secretKey.includes(`_${mode}_`))
    problems.push(`STRIPE_PLATFORM_KEY_${suffix} must be a secret key of ${mode} mode (sk_${mode}_…).`)
  if ((connectClientId || appClientId) && !secretKey)
    problems.push(`STRIPE_PLATFORM_KEY_${suffix} is missing: a client id alone cannot finish OAuth.`)
  if (appInstallUrl && !parseOrigin(appInstallUrl))
    problems.push(`STRIPE_APP_INSTALL_URL_${suffix} must be the https address of the app's install link.`)
  return problems
}

/** Secrets are pasted with blanks around them often enough to trim each. */
function splitList(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function parseOrigin(value: string | undefined): string | null {
  const url = value && URL.canParse(value) ? new URL(value) : null
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : null
}

function parseEncryptionKeys(value: string): Map<string, string> | null {
  try {
    const entries = Object.entries(JSON.parse(value) as Record<string, unknown>)
    const valid = entries.every(
      ([id, key]) => KEY_ID.test(id) && typeof key === 'string' && atob(key).length === KEY_BYTES,
    )
    return entries.length > 0 && valid ? new Map(entries as [string, string][]) : null
  } catch {
    return null
  }
}
