import { describe, expect, inject, it } from 'vitest'
import type { MailTransportConfig } from '../../../worker/config-mail.ts'
import { createTransport, type TransportDeps } from '../../../worker/mail/create-transport.ts'
import type { OutgoingMail, SendResult } from '../../../worker/mail/transport.ts'
import { outgoingMail } from '../../support/outgoing-mail.ts'
import { scriptedSmtp, UP_TO_CONTENT } from '../../support/scripted-smtp.ts'

const NOW_MS = Date.UTC(2026, 10, 30)
const SECRET = 'sk-of-the-transport-0123456789'

type Weather = 'sound' | 'unauthorized' | 'limited' | 'broken' | 'silent'

/** What comes of a mail in each weather; `detail` is looked at apart. */
type Outcome = Pick<SendResult, 'outcome'> & { code?: string; afterSeconds?: number | null; providerId?: string | null }

interface Subject {
  config: MailTransportConfig
  /** The world around it, and what a mail must say to meet that weather. */
  world(weather: Weather): { deps: Partial<TransportDeps>; mail?: Partial<OutgoingMail>; config?: MailTransportConfig }
  outcomes: Record<Weather, Outcome>
}

const never = new Promise<never>(() => undefined)

const sound: Outcome = { outcome: 'sent', providerId: 'outbox_dlv_1' }
const outbox: Subject = {
  config: { name: 'outbox' },
  world: () => ({ deps: { fetch: () => Promise.reject(new Error('The outbox asks nobody.')) } }),
  outcomes: { sound, unauthorized: sound, limited: sound, broken: sound, silent: sound },
}

const RESEND_ANSWERS: Record<Exclude<Weather, 'silent'>, () => Response> = {
  sound: () => Response.json({ id: 're_1' }),
  unauthorized: () =>
    Response.json({ name: 'validation_error', message: `API key ${SECRET} is invalid` }, { status: 401 }),
  limited: () =>
    Response.json({ name: 'rate_limit_exceeded', message: 'Slow' }, { status: 429, headers: { 'retry-after': '7' } }),
  broken: () => new Response('<html>oops</html>', { status: 500 }),
}

const resend: Subject = {
  config: { name: 'resend', apiKey: SECRET, apiBase: 'https://resend.test' },
  world: (weather) => ({
    deps: {
      fetch: async (_url, { signal }) =>
        weather === 'silent'
          ? new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
          : RESEND_ANSWERS[weather](),
    },
  }),
  outcomes: {
    sound: { outcome: 'sent', providerId: 're_1' },
    unauthorized: { outcome: 'failed', code: 'transport_unauthorized' },
    limited: { outcome: 'retry', code: 'rate_limited', afterSeconds: 7 },
    broken: { outcome: 'retry', code: 'transport_unavailable', afterSeconds: null },
    silent: { outcome: 'retry', code: 'timeout', afterSeconds: null },
  },
}

const CLOUDFLARE_CODES: Partial<Record<Weather, string>> = {
  unauthorized: 'E_SENDER_NOT_VERIFIED',
  limited: 'E_RATE_LIMIT_EXCEEDED',
  broken: 'E_INTERNAL_SERVER_ERROR',
}

const cloudflare: Subject = {
  config: { name: 'cloudflare' },
  world: (weather) => ({
    deps: {
      email: {
        send: async () => {
          if (weather === 'silent') return never
          const code = CLOUDFLARE_CODES[weather]
          if (code) throw Object.assign(new Error('So it is.'), { code })
          return { messageId: 'cf_1' }
        },
      },
    },
  }),
  outcomes: {
    sound: { outcome: 'sent', providerId: 'cf_1' },
    unauthorized: { outcome: 'failed', code: 'transport_unauthorized' },
    limited: { outcome: 'retry', code: 'rate_limited', afterSeconds: null },
    broken: { outcome: 'retry', code: 'transport_unavailable', afterSeconds: null },
    silent: { outcome: 'unknown', code: 'timeout' },
  },
}

const SMTP_RECIPIENTS: Partial<Record<Weather, string>> = {
  limited: 'busy@example.org',
  broken: 'later@example.org',
}

const smtpConfig = (password: string): MailTransportConfig => ({
  ...{ name: 'smtp', host: '127.0.0.1', port: inject('smtpPort'), security: 'none' },
  credentials: { username: 'billhook@example.com', password },
})

/** Over real sockets, against a real server; only one that falls silent is in memory, for then no time counts but the limit. */
const smtp: Subject = {
  config: smtpConfig('correct horse battery'),
  world: (weather) => ({
    deps: weather === 'silent' ? { connect: scriptedSmtp(UP_TO_CONTENT) } : {},
    ...(SMTP_RECIPIENTS[weather] && { mail: { to: SMTP_RECIPIENTS[weather] } }),
    ...(weather === 'unauthorized' && { config: smtpConfig(SECRET) }),
  }),
  outcomes: {
    sound: { outcome: 'sent', providerId: '<dlv_1@example.com>' },
    unauthorized: { outcome: 'failed', code: 'transport_unauthorized' },
    limited: { outcome: 'retry', code: 'transport_unavailable', afterSeconds: null },
    broken: { outcome: 'retry', code: 'transport_unavailable', afterSeconds: null },
    silent: { outcome: 'unknown', code: 'timeout' },
  },
}

const WEATHERS: Record<Weather, string> = {
  sound: 'a mail is taken',
  unauthorized: 'what may not send says so and is not tried again',
  limited: 'too many mails are tried again, when the transport says',
  broken: 'a fault of the transport is tried again',
  silent: 'an answer that never comes ends by itself',
}

describe.each(Object.entries({ outbox, resend, cloudflare, smtp }))('%s', (name, subject) => {
  it.each(Object.entries(WEATHERS) as [Weather, string][])('%s: %s', async (weather) => {
    const { deps, mail, config } = subject.world(weather)
    // Only what is to run out is short: a real server may take its time.
    const timeoutMs = weather === 'silent' ? 20 : 10_000
    const transport = createTransport(config ?? subject.config, { ...bare(), timeoutMs, ...deps })
    const { detail, ...outcome } = await transport.send(outgoingMail(mail))
    expect(outcome).toEqual(subject.outcomes[weather])
    expect(detail).toMatch(/^[A-Z].{10,}/)
    expect(detail).not.toContain(SECRET)
  })

  it('says its name, and is unknown only where it is not idempotent', () => {
    const transport = createTransport(subject.config, bare())
    expect(transport.name).toBe(name)
    expect(transport.isIdempotent).toBe(subject.outcomes.silent.outcome !== 'unknown')
  })

  it.each([
    ['subject', { subject: 'Hi\r\nBcc: all@example.org' }],
    ['subject (a bare line feed)', { subject: 'Hi\nBcc: all@example.org' }],
    ['to', { to: 'ann@example.org\r\nRCPT TO:<all@example.org>' }],
    ['to (two)', { to: 'ann@example.org, all@example.org' }],
    ['from', { from: 'A\r\nBcc: all@example.org <billing@example.com>' }],
    ['reply-to', { replyTo: 'help@example.com\nBcc: all@example.org' }],
    ['the value of a header', { headers: { 'X-A': 'a\r\nBcc: all@example.org' } }],
    ['the name of a header', { headers: { 'X-A: a\r\nBcc': 'all@example.org' } }],
    ['a header that the mail makes', { headers: { bcc: 'all@example.org' } }],
    ['the delivery id', { deliveryId: 'dlv\r\n1' }],
  ])('a mail that would write headers of its own is refused before anybody is asked: %s', async (_where, over) => {
    const isAsked = () => Promise.reject(new Error('asked'))
    const deps = { ...bare(), fetch: isAsked, email: { send: isAsked }, connect: isAsked }
    const result = await createTransport(subject.config, deps).send(outgoingMail(over))
    expect(result).toEqual({ outcome: 'failed', code: 'mail_invalid', detail: expect.any(String) })
    expect(result.detail).not.toContain('all@example.org')
  })
})

function bare(): TransportDeps {
  return { fetch: () => Promise.reject(new Error('no network')), nowMs: () => NOW_MS }
}
