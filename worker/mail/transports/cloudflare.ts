import { type Mailbox, parseMailbox } from '../../domain/mailbox.ts'
import type { MailTransport, OutgoingMail, SendCode, SendResult } from '../transport.ts'
import { detailOf } from './detail.ts'

/** The `send_email` binding (https://developers.cloudflare.com/email-service/api/send-emails/workers-api/). */
export interface EmailBinding {
  send(message: EmailMessageFields): Promise<{ messageId?: string }>
}

export interface EmailMessageFields {
  from: string | { name: string; email: string }
  to: string
  replyTo?: string | { name: string; email: string }
  subject: string
  html: string
  text: string
  headers: Record<string, string>
}

export interface CloudflareDeps {
  email?: EmailBinding | undefined
  timeoutMs?: number
}

const TIMEOUT_MS = 15_000

/** The codes of its errors that say that nothing was sent and that it may be later. */
const RETRIED: Record<string, SendCode> = {
  E_RATE_LIMIT_EXCEEDED: 'rate_limited',
  E_DAILY_LIMIT_EXCEEDED: 'quota_exceeded',
  E_INTERNAL_SERVER_ERROR: 'transport_unavailable',
  E_DELIVERY_FAILED: 'delivery_failed',
}

/** Any other `E_…` says that the mail is not as it must be. */
const FINAL: Record<string, SendCode> = {
  E_SENDER_NOT_VERIFIED: 'transport_unauthorized',
  E_SENDER_DOMAIN_NOT_AVAILABLE: 'transport_unauthorized',
  E_RECIPIENT_NOT_ALLOWED: 'recipient_refused',
  E_RECIPIENT_SUPPRESSED: 'recipient_suppressed',
}

/** Cloudflare Email Service. It has no idempotency key: an attempt without an answer is `unknown`. */
export function cloudflareTransport(deps: CloudflareDeps): MailTransport {
  return { name: 'cloudflare', isIdempotent: false, send: (mail) => send(deps, mail) }
}

async function send({ email, timeoutMs = TIMEOUT_MS }: CloudflareDeps, mail: OutgoingMail): Promise<SendResult> {
  if (!email) {
    const detail = 'The deployment has no send_email binding named EMAIL: add it to wrangler.toml.'
    return { outcome: 'failed', code: 'transport_misconfigured', detail }
  }
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), timeoutMs)
  try {
    const answer = await Promise.race([email.send(messageOf(mail)), late.promise])
    if (answer)
      return { outcome: 'sent', providerId: answer.messageId ?? null, detail: 'Cloudflare has taken the mail.' }
    return { outcome: 'unknown', code: 'timeout', detail: 'Cloudflare did not answer in time.' }
  } catch (error) {
    return refused(error)
  } finally {
    clearTimeout(timer)
  }
}

function messageOf({ from, replyTo, to, subject, html, text, headers }: OutgoingMail): EmailMessageFields {
  const reply = replyTo === null ? null : parseMailbox(replyTo)
  const sender = parseMailbox(from)
  return {
    from: sender ? named(sender) : from,
    ...(reply && { replyTo: named(reply) }),
    ...{ to, subject, html, text, headers },
  }
}

function named({ name, address }: Mailbox): string | { name: string; email: string } {
  return name === null ? address : { name, email: address }
}

function refused(error: unknown): SendResult {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const name = typeof code === 'string' ? code : ''
  const detail = detailOf(`Cloudflare answered ${name || 'an error without a code'}: ${String(message ?? '')}`, [])
  const retried = RETRIED[name]
  if (retried) return { outcome: 'retry', code: retried, detail, afterSeconds: null }
  return name.startsWith('E_')
    ? { outcome: 'failed', code: FINAL[name] ?? 'mail_refused', detail }
    : { outcome: 'unknown', code: 'answer_lost', detail }
}
