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
  /** The origin that stands for every Stripe host. */
  stripeApiBase: string
  /** Where people open the dashboard; no trailing slash. */
  publicBaseUrl: string
  /** Where Stripe posts events: the Worker's own host, which saves the way through Pages; else the dashboard's. */
  webhookBaseUrl: string
  /** Key id → base64 of 32 bytes; the first one writes, all read. */
  encryptionKeys: ReadonlyMap<string, string>
  version: string
}

/** What wrangler cannot type: secrets that a deployment may leave out. */
export type Bindings = Env & {
  STRIPE_WEBHOOK_SECRET?: string
  STRIPE_SECRET_KEY?: string
  STRIPE_API_BASE?: string
  WEBHOOK_BASE_URL?: string
}

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
  if (problems.length > 0 || !publicBaseUrl || !webhookBaseUrl || !stripeApiBase || !encryptionKeys)
    return fail(problems)
  return ok({
    environment,
    adminToken,
    webhookSecrets: splitList(env.STRIPE_WEBHOOK_SECRET),
    stripeSecretKey: env.STRIPE_SECRET_KEY?.trim() || null,
    stripeApiBase,
    publicBaseUrl,
    webhookBaseUrl,
    encryptionKeys,
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
