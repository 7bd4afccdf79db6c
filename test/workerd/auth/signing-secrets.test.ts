import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { addSigningSecret, openSigningSecrets, resealSigningSecrets } from '../../../worker/auth/signing-secrets.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'

const TENANT: Tenant = { accountId: 'acc_default', mode: 'test' }
const CONNECTION = 'con_default_test'
const key = (fill: number): string => new Uint8Array(32).fill(fill).toBase64()

it('after a rotation every secret is sealed with the new key, and the old key can go', async () => {
  const old = new Map([['k1', key(1)]])
  const rotated = new Map([
    ['k2', key(2)],
    ['k1', key(1)],
  ])
  const lost = new Map([['k0', key(9)]])
  const now = Date.now()
  await addSigningSecret(env.DB, lost, CONNECTION, TENANT, 'whsec_lost', now - 2)
  await addSigningSecret(env.DB, old, CONNECTION, TENANT, 'whsec_kept', now - 1)
  expect(await resealSigningSecrets(env.DB, rotated)).toHaveLength(1)
  const onlyNew = new Map([['k2', key(2)]])
  expect(await openSigningSecrets(env.DB, onlyNew, CONNECTION, TENANT, now)).toEqual(['whsec_kept'])
  await expect(openSigningSecrets(env.DB, new Map([['k3', key(3)]]), CONNECTION, TENANT, now)).rejects.toThrow('k')
})
