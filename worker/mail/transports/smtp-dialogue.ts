import type { SmtpConfig } from '../../config-mail.ts'
import { base64 } from './base64.ts'
import { SmtpConnection, type SmtpReply, type SmtpSocket } from './smtp-connection.ts'

/** Where in the dialogue a reply was not what the next step needs. */
export type SmtpStage = 'greeting' | 'tls' | 'auth' | 'sender' | 'recipient' | 'data' | 'content'

export type SmtpEnd =
  | { kind: 'accepted'; reply: SmtpReply }
  | { kind: 'refused'; stage: SmtpStage; reply: SmtpReply }
  /** The server lacks what the configuration asks for. */
  | { kind: 'unsuited'; lacks: 'STARTTLS' | 'AUTH' }

export interface SmtpMail {
  sender: string
  recipient: string
  data: string
}

interface Step {
  stage: SmtpStage
  line: string
  code: number
}

/**
 * One mail over one connection (RFC 5321, 3.3; STARTTLS by RFC 3207, AUTH by RFC 4954). Calls `onContent` before the first
 * byte of the mail goes out: up to there nothing can have been sent. Rejects when the connection is lost.
 */
export async function smtpDialogue(
  socket: SmtpSocket,
  config: SmtpConfig,
  mail: SmtpMail,
  onContent: () => void,
): Promise<SmtpEnd> {
  await socket.opened
  let connection = new SmtpConnection(socket)
  const hello = `EHLO ${mail.sender.slice(mail.sender.lastIndexOf('@') + 1)}`
  const greeting = await connection.read()
  if (greeting.code !== 220) return { kind: 'refused', stage: 'greeting', reply: greeting }
  let features = await connection.ask(hello)
  if (features.code !== 250) return { kind: 'refused', stage: 'greeting', reply: features }
  if (config.security === 'starttls') {
    // Going on without TLS would hand the password to whoever cut the offer out.
    if (!feature(features, 'STARTTLS')) return { kind: 'unsuited', lacks: 'STARTTLS' }
    const reply = await connection.ask('STARTTLS')
    if (reply.code !== 220) return { kind: 'refused', stage: 'tls', reply }
    connection = connection.startTls()
    features = await connection.ask(hello)
    if (features.code !== 250) return { kind: 'refused', stage: 'tls', reply: features }
  }
  const login = config.credentials ? loginSteps(features, config.credentials) : []
  if (!login) return { kind: 'unsuited', lacks: 'AUTH' }
  for (const { stage, line, code } of [...login, ...envelopeSteps(mail)]) {
    const reply = await connection.ask(line)
    // 251 and 252 take a recipient as 250 does.
    if (Math.trunc(reply.code / 10) !== Math.trunc(code / 10)) return { kind: 'refused', stage, reply }
  }
  onContent()
  await connection.write(mail.data)
  const reply = await connection.read()
  if (reply.code < 200 || reply.code > 299) return { kind: 'refused', stage: 'content', reply }
  // The mail is the server's now, whatever becomes of the farewell.
  await connection.write('QUIT\r\n').catch(() => undefined)
  return { kind: 'accepted', reply }
}

function envelopeSteps({ sender, recipient }: SmtpMail): Step[] {
  return [
    { stage: 'sender', line: `MAIL FROM:<${sender}>`, code: 250 },
    { stage: 'recipient', line: `RCPT TO:<${recipient}>`, code: 250 },
    { stage: 'data', line: 'DATA', code: 354 },
  ]
}

/** Null where the server offers neither of the two ways. */
function loginSteps(
  features: SmtpReply,
  { username, password }: { username: string; password: string },
): Step[] | null {
  const ways = feature(features, 'AUTH') ?? []
  if (ways.includes('PLAIN')) {
    return [{ stage: 'auth', line: `AUTH PLAIN ${base64(`\0${username}\0${password}`)}`, code: 235 }]
  }
  if (!ways.includes('LOGIN')) return null
  return [
    { stage: 'auth', line: 'AUTH LOGIN', code: 334 },
    { stage: 'auth', line: base64(username), code: 334 },
    { stage: 'auth', line: base64(password), code: 235 },
  ]
}

/** What stands behind a keyword of the reply to EHLO; null where it is not offered. */
function feature({ lines }: SmtpReply, keyword: string): string[] | null {
  const words = lines.slice(1).map((line) => line.toUpperCase().split(/[ =]+/))
  return words.find(([first]) => first === keyword)?.slice(1) ?? null
}
