import type { MailTransportConfig } from '../config-mail.ts'
import type { MailTransport } from './transport.ts'
import { checkMail } from './transports/check-mail.ts'
import { cloudflareTransport, type EmailBinding } from './transports/cloudflare.ts'
import { outboxTransport } from './transports/outbox.ts'
import { resendTransport } from './transports/resend.ts'
import { smtpTransport } from './transports/smtp.ts'
import type { ConnectSmtp } from './transports/smtp-connection.ts'
import { connectSmtp } from './transports/smtp-socket.ts'

export interface TransportDeps {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Milliseconds since 1970, of the real clock: mails carry it, and dates in Retry-After are held against it. */
  nowMs: () => number
  /** The `send_email` binding, where the deployment has one. */
  email?: EmailBinding | undefined
  connect?: ConnectSmtp
  /** How long one attempt may take; each transport has its own default. */
  timeoutMs?: number
}

/** The transport that the configuration names. What no transport may send is refused before any is asked. */
export function createTransport(config: MailTransportConfig, deps: TransportDeps): MailTransport {
  const transport = transportOf(config, deps)
  return {
    name: transport.name,
    isIdempotent: transport.isIdempotent,
    send: async (mail) => {
      const problem = checkMail(mail)
      return problem ? { outcome: 'failed', code: 'mail_invalid', detail: problem } : transport.send(mail)
    },
  }
}

function transportOf(config: MailTransportConfig, deps: TransportDeps): MailTransport {
  switch (config.name) {
    case 'outbox':
      return outboxTransport()
    case 'resend':
      return resendTransport(config, deps)
    case 'cloudflare':
      return cloudflareTransport(deps)
    case 'smtp':
      return smtpTransport(config, { connect: connectSmtp, ...deps })
  }
}
