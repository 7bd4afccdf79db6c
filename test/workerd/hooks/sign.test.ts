import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { isSecret, newSecret, signHook } from '../../../worker/hooks/sign.ts'

const secretOf = (bytes: number) => `whsec_${new Uint8Array(bytes).fill(7).toBase64()}`

describe('the signature of a webhook', () => {
  it('is that of Standard Webhooks', async () => {
    const secret = `whsec_${btoa('0123456789abcdef01234567')}`
    const body = '{"type":"subscription.renewed","data":{"id":"s1"}}'
    expect(await signHook({ id: 'msg_1', timestamp: 1_700_000_000, body }, [secret])).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1700000000',
      'webhook-signature': 'v1,adngOam+HNOo1TmfsBemrSK7Mi38X/pVD9ERXIlDSHQ=',
    })
  })

  it.each(['{"name":"Ünï 🎉"}', '{}'])('is accepted by the public library, for %s', async (body) => {
    const secret = newSecret()
    const headers = await signHook({ id: 'msg_1', timestamp: nowSeconds(), body }, [secret])
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
  })

  it('is one for each secret while it is rotated, so that a consumer may hold either', async () => {
    const [fresh, former, strange] = [newSecret(), newSecret(), newSecret()]
    const headers = await signHook({ id: 'msg_1', timestamp: nowSeconds(), body: '{}' }, [fresh, former])
    expect(headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
    expect(new Webhook(fresh).verify('{}', headers)).toEqual({})
    expect(new Webhook(former).verify('{}', headers)).toEqual({})
    expect(() => new Webhook(strange).verify('{}', headers)).toThrow()
  })

  it('covers the id, the time and every byte of the body', async () => {
    const secret = newSecret()
    const headers = await signHook({ id: 'msg_1', timestamp: nowSeconds(), body: '{}' }, [secret])
    const consumer = new Webhook(secret)
    expect(() => consumer.verify('{ }', headers)).toThrow()
    expect(() => consumer.verify('{}', { ...headers, 'webhook-id': 'msg_2' })).toThrow()
    const later = String(nowSeconds() + 1)
    expect(() => consumer.verify('{}', { ...headers, 'webhook-timestamp': later })).toThrow()
  })

  it.each([
    ['an id with a dot', { id: 'msg.1' }, [secretOf(32)]],
    ['an empty id', { id: '' }, [secretOf(32)]],
    ['a time with a fraction', { timestamp: 1.5 }, [secretOf(32)]],
    ['no secret', {}, []],
    ['no secret of ours', {}, ['whsec_short']],
  ])('is not made with %s', async (_what, over, secrets) => {
    await expect(signHook({ id: 'msg_1', timestamp: 1, body: '{}', ...over }, secrets)).rejects.toThrow()
  })
})

describe('a secret', () => {
  it('is whsec_ and base64 of 32 random bytes', () => {
    expect(newSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(newSecret()).not.toBe(newSecret())
    expect(isSecret(newSecret())).toBe(true)
  })

  it.each([
    [secretOf(23), false],
    [secretOf(24), true],
    [secretOf(64), true],
    [secretOf(65), false],
    [secretOf(32).replace('whsec_', ''), false],
    [`${secretOf(32)} `, false],
    ['whsec_not base64 at all, really not', false],
  ])('%j is one of 24 to 64 bytes: %s', (secret, is) => {
    expect(isSecret(secret)).toBe(is)
  })
})

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
