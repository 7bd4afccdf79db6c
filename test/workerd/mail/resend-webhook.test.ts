import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { parseResendEvent, verifyResendWebhook } from '../../../worker/mail/resend-webhook.ts'

const utf8 = new TextEncoder()
const SECRET = `whsec_${btoa('0123456789abcdef01234567')}`
const OTHER = `whsec_${btoa('another-secret-of-others')}`
const NOW_MS = Date.UTC(2026, 10, 30)
const BODY = '{"type":"email.delivered","data":{"email_id":"re_1","subject":"Grüße"}}'

/** Signed by the public library, as Resend does. */
function signed(over: { secret?: string; atMs?: number; body?: string } = {}) {
  const { secret = SECRET, atMs = NOW_MS, body = BODY } = over
  const signature = new Webhook(secret).sign('msg_1', new Date(atMs), body)
  return { id: 'msg_1', timestamp: String(Math.floor(atMs / 1000)), signature }
}

function verify(headers: Parameters<typeof verifyResendWebhook>[0], secrets = [SECRET], body = BODY) {
  return verifyResendWebhook(headers, utf8.encode(body), secrets, NOW_MS)
}

describe('a webhook of Resend', () => {
  it('is accepted when Resend signed it', async () => {
    expect(await verify(signed())).toEqual({ ok: true, value: { id: 'msg_1' } })
  })

  it('is accepted by any secret and any of its signatures, while one is rotated', async () => {
    const { signature, ...headers } = signed()
    const both = { ...headers, signature: `v1a,AAAA v1,AAAA ${signed({ secret: OTHER }).signature} ${signature}` }
    expect(await verify(both)).toMatchObject({ ok: true })
    expect(await verify(signed(), [OTHER, SECRET])).toMatchObject({ ok: true })
    expect(await verify(signed(), ['whsec_no base64', SECRET])).toMatchObject({ ok: true })
  })

  it.each([
    ['another secret', signed({ secret: OTHER })],
    ['another body', signed({ body: '{}' })],
    ['another id', { ...signed(), id: 'msg_2' }],
    ['another time', { ...signed(), timestamp: String(NOW_MS / 1000 + 1) }],
    ['a time that is none', { ...signed(), timestamp: '1e9' }],
    ['another scheme', { ...signed(), signature: signed().signature.replace('v1,', 'v0,') }],
    ['no base64', { ...signed(), signature: 'v1,?' }],
    ['an empty signature', { ...signed(), signature: 'v1,' }],
  ])('with %s is refused', async (_what, headers) => {
    expect(await verify(headers)).toEqual({ ok: false, error: 'signature_invalid' })
  })

  it('is refused where there is no secret to hold it against', async () => {
    expect(await verify(signed(), [])).toEqual({ ok: false, error: 'signature_invalid' })
  })

  it.each(['id', 'timestamp', 'signature'])('without its %s is refused', async (name) => {
    expect(await verify({ ...signed(), [name]: null })).toEqual({ ok: false, error: 'signature_missing' })
  })

  it.each([
    [-300, true],
    [-301, false],
    [300, true],
    [301, false],
  ])('signed %i s from now is accepted: %s', async (seconds, isAccepted) => {
    const result = await verify(signed({ atMs: NOW_MS + seconds * 1000 }))
    expect(result).toEqual(
      isAccepted ? { ok: true, value: { id: 'msg_1' } } : { ok: false, error: 'timestamp_outside_tolerance' },
    )
  })
})

describe('what a webhook of Resend reports', () => {
  const bounce = (type: string) => ({ bounce: { type, subType: 'General', message: 'No such user' } })

  it.each([
    ['email.delivered', {}, 'delivered', false, null],
    ['email.delivery_delayed', {}, 'delayed', false, null],
    ['email.bounced', bounce('Permanent'), 'bounced', true, 'No such user'],
    ['email.bounced', bounce('Transient'), 'bounced', false, 'No such user'],
    ['email.bounced', {}, 'bounced', true, null],
    ['email.complained', {}, 'complained', true, null],
    ['email.failed', { failed: { reason: 'reached_daily_quota' } }, 'failed', false, 'reached_daily_quota'],
    ['email.suppressed', { suppressed: { message: 'Bounced before' } }, 'suppressed', true, 'Bounced before'],
  ])('%s %j is %s (address lost: %s)', (type, data, status, isAddressLost, reason) => {
    const report = parseResendEvent({ type, created_at: '2026-11-30T00:00:00Z', data: { email_id: 're_1', ...data } })
    expect(report).toEqual({ providerId: 're_1', status, isAddressLost, reason })
  })

  it.each([
    [{ type: 'email.opened', data: { email_id: 're_1' } }],
    [{ type: 'contact.created', data: { id: 'c' } }],
    [{ type: 'toString', data: { email_id: 're_1' } }],
    [{ type: 'email.delivered', data: {} }],
    [{ type: 'email.delivered' }],
    [[]],
    [null],
  ])('%j is about no mail’s whereabouts', (payload) => {
    expect(parseResendEvent(payload)).toBeNull()
  })

  it('keeps a reason short', () => {
    const data = { email_id: 're_1', bounce: { type: 'Permanent', message: 'x'.repeat(5_000) } }
    expect(parseResendEvent({ type: 'email.bounced', data })?.reason).toHaveLength(300)
  })
})
