import type { SmtpConfig } from '../../config-mail.ts'
import { addressOf, parseMailbox } from '../../domain/mailbox.ts'
import type { MailTransport, OutgoingMail, SendCode, SendResult } from '../transport.ts'
import { base64 } from './base64.ts'
import { detailOf } from './detail.ts'
import type { ConnectSmtp, SmtpSocket } from './smtp-connection.ts'
import { type SmtpEnd, type SmtpMail, type SmtpStage, smtpDialogue } from './smtp-dialogue.ts'
import { smtpMessage } from './smtp-message.ts'

export interface SmtpDeps {
  connect: ConnectSmtp
  nowMs: () => number
  timeoutMs?: number
}

/** RFC 5321 allows minutes for each step; a turn of ours does not. */
const TIMEOUT_MS = 30_000
const RELAY_PORT = 25

/**
 * A mail server of the operator's own, a connection per mail. SMTP has no idempotency: what is lost once the content is
 * under way is `unknown`, all before it is safe to try again.
 */
export function smtpTransport(config: SmtpConfig, deps: SmtpDeps): MailTransport {
  return { name: 'smtp', isIdempotent: false, send: (mail) => send(config, deps, mail) }
}

async function send(config: SmtpConfig, deps: SmtpDeps, mail: OutgoingMail): Promise<SendResult> {
  const sender = parseMailbox(mail.from)
  const recipient = addressOf(mail.to)
  if (!sender || !recipient) return failed('mail_invalid', 'The sender or the recipient is not one e-mail address.')
  if (config.port === RELAY_PORT) {
    return failed('transport_misconfigured', 'Port 25 is closed on Cloudflare: use 465 (TLS) or 587 (STARTTLS).')
  }
  const senders = { from: sender, replyTo: mail.replyTo === null ? null : parseMailbox(mail.replyTo) }
  const { messageId, data } = smtpMessage({ ...mail, to: recipient }, senders, deps.nowMs())
  const end = await converse(config, deps, { sender: sender.address, recipient, data })
  return resultOf(end, messageId, secretsOf(config))
}

type Lost = { kind: 'lost'; isLate: boolean; isContentOut: boolean }

/** One deadline for all of it; the connection is closed however it ends. */
async function converse(config: SmtpConfig, deps: SmtpDeps, mail: SmtpMail): Promise<SmtpEnd | Lost> {
  const late = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => late.resolve('late'), deps.timeoutMs ?? TIMEOUT_MS)
  let socket: SmtpSocket | null = null
  let isContentOut = false
  let isOver = false
  const dialogue = async (): Promise<SmtpEnd> => {
    socket = await deps.connect(config)
    if (isOver) close(socket)
    return smtpDialogue(socket, config, mail, () => {
      isContentOut = true
    })
  }
  try {
    const end = await Promise.race([dialogue(), late.promise])
    return end === 'late' ? { kind: 'lost', isLate: true, isContentOut } : end
  } catch {
    return { kind: 'lost', isLate: false, isContentOut }
  } finally {
    clearTimeout(timer)
    isOver = true
    close(socket)
  }
}

/** Not waited for: some servers keep a connection open long after QUIT. */
function close(socket: SmtpSocket | null): void {
  socket?.close().catch(() => undefined)
}

function resultOf(end: SmtpEnd | Lost, messageId: string, secrets: readonly string[]): SendResult {
  switch (end.kind) {
    case 'accepted': {
      const detail = detailOf(`The mail server answered ${end.reply.code} ${end.reply.lines.join(' ')}`, secrets)
      return { outcome: 'sent', providerId: messageId, detail }
    }
    case 'unsuited':
      return failed('transport_misconfigured', `The mail server does not offer ${end.lacks}.`)
    case 'refused': {
      const { code, lines } = end.reply
      const detail = detailOf(`The mail server answered ${code} ${lines.join(' ')} (${end.stage})`, secrets)
      const final = code >= 500 ? FINAL[end.stage] : undefined
      return final ? failed(final, detail) : { ...RETRY, code: 'transport_unavailable', detail }
    }
    case 'lost': {
      const detail = end.isLate
        ? 'The mail server did not answer in time.'
        : 'The connection to the mail server was lost.'
      if (end.isContentOut) return { outcome: 'unknown', code: end.isLate ? 'timeout' : 'answer_lost', detail }
      return { ...RETRY, code: end.isLate ? 'timeout' : 'network', detail }
    }
  }
}

const RETRY = { outcome: 'retry', afterSeconds: null } as const

/** What a 5xx means at each stage; where it says nothing about this mail, it may pass. */
const FINAL: Partial<Record<SmtpStage, SendCode>> = {
  auth: 'transport_unauthorized',
  sender: 'sender_refused',
  recipient: 'recipient_refused',
  data: 'mail_refused',
  content: 'mail_refused',
}

function failed(code: SendCode, detail: string): SendResult {
  return { outcome: 'failed', code, detail }
}

/** A server that repeats a line repeats it as it was sent. */
function secretsOf({ credentials }: SmtpConfig): string[] {
  if (!credentials) return []
  const { username, password } = credentials
  return [password, base64(password), base64(`\0${username}\0${password}`)]
}
