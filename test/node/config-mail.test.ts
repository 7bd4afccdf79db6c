import { describe, expect, it } from 'vitest'
import { type MailVariables, parseMail } from '../../worker/config-mail.ts'

const resend = { MAIL_TRANSPORT: 'resend', RESEND_API_KEY: 're_secret' }
const smtp = { MAIL_TRANSPORT: 'smtp', SMTP_HOST: 'smtp.example.com' }
const credentials = { SMTP_USERNAME: 'user', SMTP_PASSWORD: 'secret' }

function transportOf(variables: MailVariables, environment: 'production' | 'development' = 'production') {
  const parsed = parseMail(variables, environment)
  return parsed.ok ? parsed.value.transport : parsed.error
}

describe('mails', () => {
  it('stay in the outbox in development and cannot be sent in production, where nothing is said', () => {
    const from = 'Billhook <billhook@example.com>'
    const none = { resendWebhookSecrets: [] }
    expect(parseMail({}, 'development')).toEqual({ ok: true, value: { transport: { name: 'outbox' }, from, ...none } })
    expect(parseMail({}, 'production')).toEqual({ ok: true, value: { transport: null, from: null, ...none } })
    expect(parseMail({ MAIL_TRANSPORT: ' ' }, 'production')).toMatchObject({ ok: true, value: { transport: null } })
  })

  it('go by the transport that is named', () => {
    expect(transportOf({ MAIL_TRANSPORT: 'outbox' }, 'development')).toEqual({ name: 'outbox' })
    expect(transportOf({ MAIL_TRANSPORT: 'cloudflare' })).toEqual({ name: 'cloudflare' })
    expect(transportOf(resend)).toEqual({ name: 'resend', apiKey: 're_secret', apiBase: 'https://api.resend.com' })
    const local = { ...resend, RESEND_API_KEY: ' re_secret\n', RESEND_API_BASE: 'http://127.0.0.1:9/' }
    expect(transportOf(local, 'development')).toEqual({
      name: 'resend',
      apiKey: 're_secret',
      apiBase: 'http://127.0.0.1:9',
    })
  })

  it.each([
    [{}, { port: 587, security: 'starttls', credentials: null }],
    [{ SMTP_PORT: '465' }, { port: 465, security: 'tls', credentials: null }],
    [{ SMTP_SECURE: 'tls' }, { port: 465, security: 'tls', credentials: null }],
    [
      { SMTP_PORT: '2525', SMTP_SECURE: 'tls' },
      { port: 2525, security: 'tls', credentials: null },
    ],
    [credentials, { port: 587, security: 'starttls', credentials: { username: 'user', password: 'secret' } }],
  ])('by SMTP with %j go by %j', (over, expected) => {
    expect(transportOf({ ...smtp, ...over })).toEqual({ name: 'smtp', host: 'smtp.example.com', ...expected })
  })

  it('by SMTP may go in the clear in development alone', () => {
    expect(transportOf({ ...smtp, SMTP_SECURE: 'none' }, 'development')).toMatchObject({ security: 'none' })
  })

  it.each<[string, MailVariables]>([
    ['MAIL_TRANSPORT', { MAIL_TRANSPORT: 'outbox' }],
    ['MAIL_TRANSPORT', { MAIL_TRANSPORT: 'sendmail' }],
    ['MAIL_FROM', { MAIL_FROM: 'billing' }],
    ['MAIL_FROM', { MAIL_FROM: 'a@example.com, b@example.com' }],
    ['RESEND_API_KEY', { MAIL_TRANSPORT: 'resend' }],
    ['RESEND_API_KEY', { ...resend, RESEND_API_KEY: 'hush hush' }],
    ['RESEND_API_BASE', { ...resend, RESEND_API_BASE: 'http://resend.example' }],
    ['RESEND_API_BASE', { ...resend, RESEND_API_BASE: 'resend' }],
    ['RESEND_WEBHOOK_SECRET', { RESEND_WEBHOOK_SECRET: 'hush-hush' }],
    ['SMTP_HOST', { MAIL_TRANSPORT: 'smtp' }],
    ['SMTP_HOST', { ...smtp, SMTP_HOST: 'smtp.example.com:25' }],
    ['SMTP_PORT', { ...smtp, SMTP_PORT: '25' }],
    ['SMTP_PORT', { ...smtp, SMTP_PORT: 'smtp' }],
    ['SMTP_PORT', { ...smtp, SMTP_PORT: '65536' }],
    ['SMTP_SECURE', { ...smtp, SMTP_SECURE: 'true' }],
    ['SMTP_SECURE', { ...smtp, SMTP_SECURE: 'none' }],
    ['SMTP_PASSWORD', { ...smtp, SMTP_USERNAME: 'user' }],
    ['SMTP_USERNAME', { ...smtp, SMTP_PASSWORD: 'hush-hush' }],
  ])('that cannot be sent so are one line that names %s and no value: %j', (name, variables) => {
    const parsed = parseMail(variables, 'production')
    expect(parsed).toEqual({ ok: false, error: [expect.stringMatching(new RegExp(`^${name} .*\\.$`))] })
    expect(JSON.stringify(parsed)).not.toMatch(/hush.hush/)
  })

  it('tell every problem at once', () => {
    const parsed = parseMail({ MAIL_TRANSPORT: 'x', MAIL_FROM: 'x', RESEND_WEBHOOK_SECRET: 'x' }, 'production')
    expect(parsed.ok ? [] : parsed.error.map((line) => line.split(' ')[0])).toEqual([
      'MAIL_TRANSPORT',
      'MAIL_FROM',
      'RESEND_WEBHOOK_SECRET',
    ])
  })

  it('are reported on by Resend with any of several secrets', () => {
    const parsed = parseMail({ RESEND_WEBHOOK_SECRET: 'whsec_bmV3, whsec_b2xk' }, 'production')
    expect(parsed).toMatchObject({ value: { resendWebhookSecrets: ['whsec_bmV3', 'whsec_b2xk'] } })
  })
})
