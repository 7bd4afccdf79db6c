import type { SmtpServer, SmtpSocket } from './smtp-connection.ts'

const SECURE_TRANSPORT = { tls: 'on', starttls: 'starttls', none: 'off' } as const

/** Opens a connection by the runtime's own sockets, loaded only where SMTP is used. */
export async function connectSmtp({ host, port, security }: SmtpServer): Promise<SmtpSocket> {
  const { connect } = await import('cloudflare:sockets')
  const secureTransport = SECURE_TRANSPORT[security]
  return connect({ hostname: host, port }, { secureTransport, allowHalfOpen: false })
}
