import { describe, expect, it } from 'vitest'
import { resendTransport } from '../../../worker/mail/transports/resend.ts'
import { outgoingMail } from '../../support/outgoing-mail.ts'

const config = { name: 'resend', apiKey: 're_secret', apiBase: 'https://resend.test' } as const
const nowMs = () => Date.UTC(2026, 10, 30)

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  return resendTransport(config, { nowMs, fetch: async () => Response.json(body, { status, headers }) })
}

describe('Resend', () => {
  it('is asked once per mail, its delivery id being the idempotency key', async () => {
    const asked: Request[] = []
    const fetch = async (url: string, init: RequestInit) => {
      asked.push(new Request(url, init))
      return Response.json({ id: 're_1' })
    }
    const result = await resendTransport(config, { nowMs, fetch }).send(outgoingMail())
    expect(result).toEqual({ outcome: 'sent', providerId: 're_1', detail: 'Resend has taken the mail.' })
    const [request] = asked
    expect([request?.method, request?.url, request?.redirect]).toEqual(['POST', 'https://resend.test/emails', 'manual'])
    expect(request?.headers.get('idempotency-key')).toBe('dlv_1')
    expect(request?.headers.get('authorization')).toBe('Bearer re_secret')
    expect(await request?.json()).toEqual({
      from: '"Example, Inc." <billing@example.com>',
      to: ['ann@example.org'],
      reply_to: 'help@example.com',
      subject: 'Your renewal',
      html: '<p>Renews tomorrow</p>',
      text: 'Renews tomorrow',
      headers: {
        'List-Unsubscribe': '<https://billhook.test/u/1>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    })
  })

  it.each([
    [400, 'validation_error', 'The `to` field is wrong', 'failed', 'mail_refused'],
    [400, 'validation_error', 'API key is invalid', 'failed', 'transport_unauthorized'],
    [401, 'restricted_api_key', 'Restricted', 'failed', 'transport_unauthorized'],
    [403, 'validation_error', 'The domain is not verified', 'failed', 'transport_unauthorized'],
    [404, 'not_found', 'No such address', 'failed', 'transport_misconfigured'],
    [307, '', '', 'failed', 'transport_misconfigured'],
    [409, 'invalid_idempotent_request', 'Another mail', 'unknown', 'idempotency_conflict'],
    [409, 'concurrent_idempotent_requests', 'Under way', 'retry', 'transport_unavailable'],
    [422, 'invalid_from_address', 'Invalid from', 'failed', 'sender_refused'],
    [422, 'missing_required_field', 'Missing', 'failed', 'mail_refused'],
    [429, 'daily_quota_exceeded', 'Enough for today', 'retry', 'quota_exceeded'],
    [451, 'security_error', 'Something is wrong', 'failed', 'mail_refused'],
    [503, 'service_unavailable', 'Down', 'retry', 'transport_unavailable'],
  ])('%i %s (%s) is %s: %s', async (status, name, message, outcome, code) => {
    expect(await answering(status, { name, message }).send(outgoingMail())).toMatchObject({ outcome, code })
  })

  it('may say in a date when to ask again', async () => {
    const transport = answering(429, {}, { 'retry-after': 'Mon, 30 Nov 2026 00:01:30 GMT' })
    expect(await transport.send(outgoingMail())).toMatchObject({ outcome: 'retry', afterSeconds: 90 })
  })

  it('is asked through the fetch of the runtime as it is', async () => {
    const result = await resendTransport(config, { nowMs, fetch }).send(outgoingMail())
    expect(result).toMatchObject({ outcome: 'retry', detail: 'Resend answered 599' })
  })

  it('keeps what it says to one line without the key', async () => {
    const result = await answering(403, { message: `re_secret\r\n${'x'.repeat(1_000)}` }).send(outgoingMail())
    expect(result.detail).toMatch(/^Resend answered 403: … x{270,280}…$/)
  })
})
