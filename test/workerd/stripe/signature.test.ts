import { describe, expect, it } from 'vitest'
import { verifySignature } from '../../../worker/stripe/signature.ts'
import { stripeSignature } from '../../support/sign.ts'

const SECRET = 'whsec_test_hub_1'
const OTHER = 'whsec_test_hub_2'
const T = 1_700_000_000
const NOW_MS = T * 1000
const BODY = '{"id":"evt_1","object":"event"}'
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

function verify(header: string | null, over: { body?: string; secrets?: string[]; nowMs?: number } = {}) {
  return verifySignature(header, encode(over.body ?? BODY), over.secrets ?? [SECRET], over.nowMs ?? NOW_MS)
}

describe("Stripe's v1 signature", () => {
  it.each([
    [BODY, 'ab8bed0f8122ab467e99344549d2e39121d352abc791956224964d43b997a1a2'],
    ['{"id":"evt_ü","object":"event"}', 'f47f83f2dc62618fc49ce6e450e5d5d81e518d9efa3398591f491115a464c18d'],
  ])('accepts the published vector for %s', async (body, hex) => {
    expect(await verify(`t=${T},v1=${hex}`, { body })).toEqual({ ok: true, value: { signedAt: T } })
  })

  it('accepts any v1 of several, with any of several secrets', async () => {
    const both = await stripeSignature(BODY, [OTHER, SECRET], { at: T })
    expect((await verify(both)).ok).toBe(true)
    expect((await verify(await stripeSignature(BODY, OTHER, { at: T }), { secrets: [SECRET, OTHER] })).ok).toBe(true)
  })

  it('ignores every scheme but v1', async () => {
    const signed = await stripeSignature(BODY, SECRET, { at: T })
    expect((await verify(`${signed},v0=${'0'.repeat(64)}`)).ok).toBe(true)
    expect(await verify(signed.replace('v1=', 'v0='))).toEqual({ ok: false, error: 'signature_invalid' })
  })

  it('takes the last timestamp of several', async () => {
    const signed = await stripeSignature(BODY, SECRET, { at: T })
    expect((await verify(`t=1,${signed}`)).ok).toBe(true)
    expect((await verify(`${signed},t=1`)).ok).toBe(false)
  })

  it('accepts 300 seconds of age and a timestamp in the future, and refuses 301 seconds', async () => {
    const header = await stripeSignature(BODY, SECRET, { at: T })
    expect((await verify(header, { nowMs: (T + 300) * 1000 + 999 })).ok).toBe(true)
    expect((await verify(header, { nowMs: (T - 86_400) * 1000 })).ok).toBe(true)
    expect(await verify(header, { nowMs: (T + 301) * 1000 })).toEqual({
      ok: false,
      error: 'timestamp_outside_tolerance',
    })
  })

  it('says that the signature is wrong, not old, when it is both', async () => {
    const header = await stripeSignature(BODY, OTHER, { at: T })
    expect(await verify(header, { nowMs: (T + 9_999) * 1000 })).toEqual({ ok: false, error: 'signature_invalid' })
  })

  it.each([
    ['altered body', async () => verify(await stripeSignature(BODY, SECRET, { at: T }), { body: `${BODY} ` })],
    ['wrong secret', async () => verify(await stripeSignature(BODY, OTHER, { at: T }))],
    [
      'upper-case hex',
      async () =>
        verify(
          (await stripeSignature(BODY, SECRET, { at: T })).replace(/v1=.*/, (v) => v.toUpperCase().replace('V1', 'v1')),
        ),
    ],
    [
      'altered timestamp',
      async () => verify((await stripeSignature(BODY, SECRET, { at: T })).replace(`t=${T}`, `t=${T + 1}`)),
    ],
    ['a blank before v1', async () => verify((await stripeSignature(BODY, SECRET, { at: T })).replace(',', ', '))],
    ['no secret at all', async () => verify(await stripeSignature(BODY, SECRET, { at: T }), { secrets: [] })],
    [
      'more signatures than Stripe ever sends',
      async () => verify(await stripeSignature(BODY, Array(40).fill(SECRET), { at: T })),
    ],
  ])('refuses: %s', async (_name, run) => {
    expect(await run()).toEqual({ ok: false, error: 'signature_invalid' })
  })

  it.each([
    't',
    't=',
    'v1',
    'v1=',
    `t=${T}`,
    `t=${T},v1`,
    `t=${T},v1=`,
    't=abc,v1=00',
    ',,,',
    '=',
    't=1e9,v1=00',
    `t=${T},v1=zz`,
    '\u0000',
  ])('refuses the hostile header %j without throwing', async (header) => {
    expect(await verify(header)).toEqual({ ok: false, error: 'signature_invalid' })
  })

  it.each([null, ''])('names a missing header (%j)', async (header) => {
    expect(await verify(header)).toEqual({ ok: false, error: 'signature_missing' })
  })
})
