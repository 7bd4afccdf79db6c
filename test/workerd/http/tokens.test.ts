import { describe, expect, it } from 'vitest'
import {
  API_KEY_PATTERN,
  apiKeyMode,
  equalsSecret,
  hashOperatorToken,
  hashToken,
  makeApiKey,
  makeSecretToken,
} from '../../../worker/auth/tokens.ts'

describe('tokens', () => {
  it('an API key names its mode and matches the published pattern', () => {
    for (const mode of ['test', 'live'] as const) {
      const key = makeApiKey(mode)
      expect(key).toMatch(API_KEY_PATTERN)
      expect(apiKeyMode(key)).toBe(mode)
    }
    expect(makeApiKey('test')).not.toBe(makeApiKey('test'))
  })

  it('any single wrong character of an API key is found without a query', () => {
    const body = `bh_test_${'0'.repeat(28)}`
    const key = body + checksumOf(body)
    expect(apiKeyMode(key)).toBe('test')
    for (let i = 0; i < key.length; i++) {
      const other = key[i] === 'x' ? 'y' : 'x'
      expect([i, apiKeyMode(key.slice(0, i) + other + key.slice(i + 1))]).toEqual([i, null])
    }
    expect(apiKeyMode(key.replace('bh_test_', 'bh_live_'))).toBe(null)
    expect(apiKeyMode('')).toBe(null)
  })

  it('a sign-in token has 256 bits and is safe in an address', () => {
    expect(makeSecretToken()).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('a token is stored as its SHA-256', async () => {
    // FIPS 180-4 example: "abc".
    expect(await hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('an operator token hashes differently under another ADMIN_TOKEN', async () => {
    expect(await hashOperatorToken('t', 'admin one')).not.toBe(await hashOperatorToken('t', 'admin two'))
  })

  it('secrets of different lengths compare as unequal, not as an error', async () => {
    expect(await equalsSecret('short', 'a much longer secret')).toBe(false)
    expect(await equalsSecret('same', 'same')).toBe(true)
  })
})

/** CRC-32 (zip's, by its table) in six base62 digits, written apart from the code under test. */
function checksumOf(text: string): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  let crc = 0xffffffff
  for (const char of text) crc = ((table[(crc ^ char.charCodeAt(0)) & 255] ?? 0) ^ (crc >>> 8)) >>> 0
  let rest = BigInt((crc ^ 0xffffffff) >>> 0)
  let out = ''
  for (let i = 0; i < 6; i++) {
    out = digits[Number(rest % 62n)] + out
    rest /= 62n
  }
  return out
}
