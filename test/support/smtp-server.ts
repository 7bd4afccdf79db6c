import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export const SMTP_USERNAME = 'billhook@example.com'
export const SMTP_PASSWORD = 'correct horse battery'

/** A mail as the server took it. */
export interface TakenMail {
  from: string
  to: string
  raw: string
  isSecure: boolean
}

export interface TestSmtpServer {
  port: number
  taken: TakenMail[]
  close(): Promise<void>
}

/** What the server does with a recipient of that name; any other it takes. */
const REFUSALS: Record<string, number> = { busy: 450, gone: 550 }
const REFUSALS_OF_CONTENT: Record<string, number> = { later: 451, spam: 554 }

/**
 * A real SMTP server on 127.0.0.1, with a certificate of its own that nobody trusts. `cut@` is cut off
 * before the content, `lost@` once the content is there.
 */
export async function startSmtpServer(options: SMTPServerOptions = {}): Promise<TestSmtpServer> {
  const sockets = new Map<number, Socket>()
  const taken: TakenMail[] = []
  const server = new SMTPServer({
    disableReverseLookup: true,
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      if (username === SMTP_USERNAME && password === SMTP_PASSWORD) done(null, { user: username })
      else done(refusal(535, `Wrong password ${password} for ${username}`))
    },
    onRcptTo({ address }, session, done) {
      const name = address.split('@')[0] ?? ''
      if (name === 'cut') sockets.get(session.remotePort)?.destroy()
      else done(refusalOf(REFUSALS[name]))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const to = rcptTo[0]?.address ?? ''
        const name = to.split('@')[0] ?? ''
        const from = mailFrom ? mailFrom.address : ''
        taken.push({ from, to, raw: Buffer.concat(chunks).toString(), isSecure: session.secure })
        if (name === 'lost') sockets.get(session.remotePort)?.destroy()
        else done(refusalOf(REFUSALS_OF_CONTENT[name]))
      })
    },
    ...options,
  })
  // A client that stops waiting closes the connection.
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort ?? 0, socket))
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    taken,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function refusalOf(code: number | undefined): Error | null {
  return code === undefined ? null : refusal(code, 'Not now, or never')
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
