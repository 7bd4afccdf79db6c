import PostalMime from 'postal-mime'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SmtpConfig } from '../../../worker/config-mail.ts'
import { smtpTransport } from '../../../worker/mail/transports/smtp.ts'
import { outgoingMail } from '../../support/outgoing-mail.ts'
import { scriptedSmtp, UP_TO_CONTENT, UP_TO_RECIPIENT } from '../../support/scripted-smtp.ts'
import { SMTP_PASSWORD, SMTP_USERNAME, startSmtpServer, type TestSmtpServer } from '../../support/smtp-server.ts'
import { connectByNode } from './node-socket.ts'

const NOW_MS = Date.UTC(2026, 10, 30, 9, 5)
const credentials = { username: SMTP_USERNAME, password: SMTP_PASSWORD }

let plain: TestSmtpServer
let secure: TestSmtpServer
const others: TestSmtpServer[] = []
beforeAll(async () => {
  plain = await startSmtpServer()
  secure = await startSmtpServer({ secure: true })
})
afterAll(() => Promise.all([plain, secure, ...others].map((server) => server.close())))
beforeEach(() => {
  plain.taken.length = 0
  secure.taken.length = 0
})

function plainConfig(): SmtpConfig {
  return { name: 'smtp', host: '127.0.0.1', port: plain.port, security: 'none', credentials }
}

function transport(over: Partial<SmtpConfig> = {}) {
  return smtpTransport({ ...plainConfig(), ...over }, { connect: connectByNode, nowMs: () => NOW_MS })
}

describe('a mail by SMTP', () => {
  it('arrives as it was given', async () => {
    const mail = outgoingMail({
      from: '"Müller & Söhne, GmbH" <billing@example.com>',
      to: 'ann@Bücher.example',
      subject:
        'Erneuerung: „Plus“ läuft am 1. Dezember aus – jetzt ansehen 🎉, ehe es zu spät ist, denn danach ist es aus',
      text: '.\r\n..two dots\nÄrger\n',
      html: `<p>${'long '.repeat(500)}</p>\n.\n`,
    })
    const result = await transport().send(mail)
    expect(result).toMatchObject({ outcome: 'sent', providerId: '<dlv_1@example.com>' })
    const [taken] = plain.taken
    // The server shows Punycode as it is meant.
    expect(taken).toMatchObject({ from: 'billing@example.com', to: 'ann@bücher.example' })
    const parsed = await PostalMime.parse(taken?.raw ?? '')
    expect(parsed).toMatchObject({
      from: { name: 'Müller & Söhne, GmbH', address: 'billing@example.com' },
      to: [{ address: 'ann@xn--bcher-kva.example' }],
      replyTo: [{ address: 'help@example.com' }],
      subject: mail.subject,
      messageId: '<dlv_1@example.com>',
      date: '2026-11-30T09:05:00.000Z',
    })
    expect(parsed.text).toBe('.\r\n..two dots\r\nÄrger\r\n')
    expect(parsed.html).toBe(mail.html.replaceAll('\n', '\r\n'))
    const headers = Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value]))
    expect(headers['list-unsubscribe']).toBe('<https://billhook.test/u/1>')
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
  })

  it('has no line that a server may refuse, whatever it holds', async () => {
    const subject = '🎉'.repeat(300)
    await transport().send(outgoingMail({ subject, text: 'x'.repeat(50_000), deliveryId: 'd/#' }))
    const raw = plain.taken[0]?.raw ?? ''
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(90)
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(await PostalMime.parse(raw)).toMatchObject({ subject, messageId: '<d--@example.com>' })
  })

  it('may begin a line with a dot, which would end it', async () => {
    await transport().send(outgoingMail({ headers: { '..': 'a', '..X-Dots': 'b' } }))
    expect(plain.taken[0]?.raw).toContain('\r\n..: a\r\n..X-Dots: b\r\n')
  })

  it('goes under TLS from the first byte', async () => {
    expect(await transport({ security: 'tls', port: secure.port }).send(outgoingMail())).toMatchObject({
      outcome: 'sent',
    })
    expect(secure.taken).toMatchObject([{ isSecure: true }])
  })

  it('goes under TLS by STARTTLS, the password too', async () => {
    const demanding = await another({ allowInsecureAuth: false })
    expect(await transport({ security: 'starttls', port: demanding.port }).send(outgoingMail())).toMatchObject({
      outcome: 'sent',
    })
    expect(demanding.taken).toMatchObject([{ isSecure: true }])
  })

  it('does not go without TLS where the offer is missing', async () => {
    const bare = await another({ hideSTARTTLS: true })
    expect(await transport({ security: 'starttls', port: bare.port }).send(outgoingMail())).toEqual({
      outcome: 'failed',
      code: 'transport_misconfigured',
      detail: 'The mail server does not offer STARTTLS.',
    })
    expect(bare.taken).toEqual([])
  })

  it('logs in by LOGIN where PLAIN is not offered, and not at all without credentials', async () => {
    const login = await another({ authMethods: ['LOGIN'] })
    expect(await transport({ port: login.port }).send(outgoingMail())).toMatchObject({ outcome: 'sent' })
    const open = await another({ authOptional: true })
    expect(await transport({ port: open.port, credentials: null }).send(outgoingMail())).toMatchObject({
      outcome: 'sent',
    })
    const other = await another({ authMethods: ['XOAUTH2'] })
    expect(await transport({ port: other.port }).send(outgoingMail())).toMatchObject({
      detail: 'The mail server does not offer AUTH.',
    })
  })

  it('with a wrong password is refused, and the server’s echo of it is not kept', async () => {
    const password = 'wrong-but-secret'
    const result = await transport({ credentials: { username: SMTP_USERNAME, password } }).send(outgoingMail())
    expect(result).toMatchObject({ outcome: 'failed', code: 'transport_unauthorized' })
    expect(result.detail).toContain('Wrong password … for')
  })

  it.each([
    ['gone@example.org', 'failed', 'recipient_refused', 'its recipient is refused'],
    ['spam@example.org', 'failed', 'mail_refused', 'its content is refused'],
    ['busy@example.org', 'retry', 'transport_unavailable', 'the recipient is busy'],
    ['later@example.org', 'retry', 'transport_unavailable', 'the server wants it later'],
    ['cut@example.org', 'retry', 'network', 'the connection is lost before the content: nothing can have been sent'],
    ['lost@example.org', 'unknown', 'answer_lost', 'the connection is lost after the content: it may have been sent'],
  ])('to %s is %s (%s): %s', async (to, outcome, code) => {
    expect(await transport().send(outgoingMail({ to }))).toMatchObject({ outcome, code })
  })

  it.each([
    ['the content', 'retry', UP_TO_RECIPIENT],
    ['the answer to it', 'unknown', UP_TO_CONTENT],
  ])('that ends before %s because no answer comes in time is %s', async (_where, outcome, replies) => {
    const connect = scriptedSmtp(replies)
    const silent = smtpTransport(plainConfig(), { connect, nowMs: () => NOW_MS, timeoutMs: 20 })
    expect(await silent.send(outgoingMail())).toMatchObject({ outcome, code: 'timeout' })
  })

  it('to a server that is not there may be tried again', async () => {
    const gone = await another({})
    await gone.close()
    expect(await transport({ port: gone.port }).send(outgoingMail())).toMatchObject({
      outcome: 'retry',
      code: 'network',
    })
  })

  it('is not sent by port 25', async () => {
    expect(await transport({ port: 25 }).send(outgoingMail())).toEqual({
      outcome: 'failed',
      code: 'transport_misconfigured',
      detail: 'Port 25 is closed on Cloudflare: use 465 (TLS) or 587 (STARTTLS).',
    })
  })
})

async function another(options: Parameters<typeof startSmtpServer>[0]): Promise<TestSmtpServer> {
  const server = await startSmtpServer(options)
  others.push(server)
  return server
}
