import { describe, expect, it } from 'vitest'
import { isOutdated, open, seal } from '../../../worker/auth/sealed.ts'

const key = (fill: number): string => new Uint8Array(32).fill(fill).toBase64()
const ONE = new Map([['k1', key(1)]])
const ROTATED = new Map([
  ['k2', key(2)],
  ['k1', key(1)],
])
const CONTEXT = 'signing_secrets|acc_1|test|sealed'

describe('secrets at rest', () => {
  it('open with the key and the context that sealed them, and never twice to the same text', async () => {
    const sealed = await seal(ONE, 'whsec_ü', CONTEXT)
    expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]+$/)
    expect(await open(ONE, sealed, CONTEXT)).toBe('whsec_ü')
    expect(await seal(ONE, 'whsec_ü', CONTEXT)).not.toBe(sealed)
  })

  it('do not open in another row, account, mode or column, nor altered', async () => {
    const sealed = await seal(ONE, 'whsec_1', CONTEXT)
    await expect(open(ONE, sealed, 'signing_secrets|acc_2|test|sealed')).rejects.toThrow()
    await expect(open(ONE, `${sealed.slice(0, -2)}AA`, CONTEXT)).rejects.toThrow()
    await expect(open(ONE, 'v1.k1.x', CONTEXT)).rejects.toThrow('not a sealed value')
  })

  it('stay readable while keys rotate, and say which are still sealed with the old one', async () => {
    const old = await seal(ONE, 'whsec_1', CONTEXT)
    expect(await open(ROTATED, old, CONTEXT)).toBe('whsec_1')
    expect(isOutdated(ROTATED, old)).toBe(true)
    const fresh = await seal(ROTATED, 'whsec_1', CONTEXT)
    expect(fresh.startsWith('v1.k2.')).toBe(true)
    expect(isOutdated(ROTATED, fresh)).toBe(false)
    await expect(open(new Map([['k2', key(2)]]), old, CONTEXT)).rejects.toThrow('ENCRYPTION_KEYS has no key "k1"')
  })
})
