import { parseMailbox } from './domain/mailbox.ts'
import { fail, ok, type Result } from './domain/result.ts'

/** How mails leave this deployment. */
export interface MailConfig {
  /** Null: mails cannot be sent. */
  transport: MailTransportConfig | null
  /** The sender of an account that names none of its own: `Name <address>`. */
  from: string | null
  /** Signing secrets of Resend's webhooks, newest first; empty where its reports are not received. */
  resendWebhookSecrets: readonly string[]
}

export type MailTransportConfig =
  | { name: 'outbox' }
  | { name: 'resend'; apiKey: string; apiBase: string }
  | { name: 'cloudflare' }
  | SmtpConfig

export interface SmtpConfig {
  name: 'smtp'
  host: string
  port: number
  /** TLS from the first byte, by STARTTLS, or not at all. */
  security: 'tls' | 'starttls' | 'none'
  credentials: { username: string; password: string } | null
}

export const MAIL_VARIABLES = [
  'MAIL_FROM',
  'MAIL_TRANSPORT',
  'RESEND_API_BASE',
  'RESEND_API_KEY',
  'RESEND_WEBHOOK_SECRET',
  'SMTP_HOST',
  'SMTP_PASSWORD',
  'SMTP_PORT',
  'SMTP_SECURE',
  'SMTP_USERNAME',
] as const
export type MailVariables = Partial<Record<(typeof MAIL_VARIABLES)[number], string>>

type Environment = 'production' | 'development'
type Part<T> = Result<T, string>

const RESEND_API = 'https://api.resend.com'
/** Nothing leaves an outbox: example.com belongs to nobody (RFC 2606). */
const DEVELOPMENT_FROM = 'Billhook <billhook@example.com>'
const SUBMISSION_PORT = 587
const TLS_PORT = 465
/** Closed in production (https://developers.cloudflare.com/workers/runtime-apis/tcp-sockets/#considerations). */
const RELAY_PORT = 25

/** Every problem is one line that names the variable; it never repeats the value. */
export function parseMail(given: MailVariables, environment: Environment): Result<MailConfig, string[]> {
  const variables = trimmed(given)
  const transport = parseTransport(variables, environment)
  const from = parseFrom(variables.MAIL_FROM, environment)
  const secrets = parseWebhookSecrets(variables.RESEND_WEBHOOK_SECRET)
  if (transport.ok && from.ok && secrets.ok)
    return ok({ transport: transport.value, from: from.value, resendWebhookSecrets: secrets.value })
  return fail([transport, from, secrets].flatMap((part) => (part.ok ? [] : [part.error])))
}

/** Values are pasted with blanks around them; an empty one is one that was left out. */
function trimmed(given: MailVariables): MailVariables {
  const entries = MAIL_VARIABLES.map((name) => [name, given[name]?.trim()] as const)
  return Object.fromEntries(entries.filter(([, value]) => value))
}

function parseTransport(variables: MailVariables, environment: Environment): Part<MailTransportConfig | null> {
  const isDevelopment = environment === 'development'
  switch (variables.MAIL_TRANSPORT) {
    case undefined:
      return ok(isDevelopment ? { name: 'outbox' } : null)
    case 'outbox':
      return isDevelopment
        ? ok({ name: 'outbox' })
        : fail('MAIL_TRANSPORT must not be outbox outside development: nothing would leave it. Use resend or another.')
    case 'cloudflare':
      return ok({ name: 'cloudflare' })
    case 'resend':
      return parseResend(variables, isDevelopment)
    case 'smtp':
      return parseSmtp(variables, isDevelopment)
    default:
      return fail('MAIL_TRANSPORT must be outbox (in development), resend, cloudflare or smtp, or left out.')
  }
}

function parseResend(variables: MailVariables, isDevelopment: boolean): Part<MailTransportConfig> {
  const { RESEND_API_KEY: apiKey, RESEND_API_BASE: apiBase = RESEND_API } = variables
  if (!apiKey || !isVisibleAscii(apiKey))
    return fail('RESEND_API_KEY is missing or no key: MAIL_TRANSPORT=resend needs one.')
  const url = URL.canParse(apiBase) ? new URL(apiBase) : null
  const isSound = url !== null && (url.protocol === 'https:' || (isDevelopment && url.protocol === 'http:'))
  return isSound
    ? ok({ name: 'resend', apiKey, apiBase: url.origin })
    : fail(`RESEND_API_BASE must be an https origin; leave it out for ${RESEND_API}.`)
}

function parseSmtp(variables: MailVariables, isDevelopment: boolean): Part<MailTransportConfig> {
  const { SMTP_HOST: host, SMTP_USERNAME: username, SMTP_PASSWORD: password } = variables
  if (!host || !/^[A-Za-z0-9.-]+$/.test(host))
    return fail('SMTP_HOST must be a host name: MAIL_TRANSPORT=smtp needs it.')
  const security = parseSecurity(variables, isDevelopment)
  if (!security.ok) return security
  const port = Number(variables.SMTP_PORT ?? (security.value === 'tls' ? TLS_PORT : SUBMISSION_PORT))
  if (port === RELAY_PORT)
    return fail(
      `SMTP_PORT must not be ${RELAY_PORT}: Cloudflare keeps it closed. Use ${TLS_PORT} or ${SUBMISSION_PORT}.`,
    )
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return fail(`SMTP_PORT must be a port, mostly ${TLS_PORT} or ${SUBMISSION_PORT}.`)
  if (username && !password) return fail('SMTP_PASSWORD is missing: SMTP_USERNAME is set.')
  if (password && !username) return fail('SMTP_USERNAME is missing: SMTP_PASSWORD is set.')
  const credentials = username && password ? { username, password } : null
  return ok({ name: 'smtp', host, port, security: security.value, credentials })
}

function parseSecurity(variables: MailVariables, isDevelopment: boolean): Part<'tls' | 'starttls' | 'none'> {
  const { SMTP_SECURE: value = Number(variables.SMTP_PORT) === TLS_PORT ? 'tls' : 'starttls' } = variables
  if (value === 'tls' || value === 'starttls') return ok(value)
  if (value === 'none' && isDevelopment) return ok(value)
  return fail(
    value === 'none'
      ? 'SMTP_SECURE must not be none outside development: the password and the mails would be sent in the clear.'
      : 'SMTP_SECURE must be tls or starttls, or left out: tls at port 465, else starttls.',
  )
}

function parseFrom(from: string | undefined, environment: Environment): Part<string | null> {
  if (!from) return ok(environment === 'development' ? DEVELOPMENT_FROM : null)
  return parseMailbox(from) ? ok(from) : fail('MAIL_FROM must be one address, such as Example <billing@example.com>.')
}

function parseWebhookSecrets(value: string | undefined): Part<string[]> {
  const secrets = (value ?? '').split(',').map((secret) => secret.trim())
  const given = secrets.filter((secret) => secret !== '')
  return given.every((secret) => /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret))
    ? ok(given)
    : fail('RESEND_WEBHOOK_SECRET must be the signing secret of the webhook at Resend (whsec_…).')
}

function isVisibleAscii(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text)
}
