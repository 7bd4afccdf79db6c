import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { newAccount, secretEnds, storedRow, type TestAccount } from './accounts.ts'
import { carryEvents, control, endpointsOf, newKey, newStripeAccount } from './stripe.ts'

const HOUR_MS = 3_600_000

async function connected(): Promise<{ account: TestAccount; stripe: string; key: string }> {
  const [stripe, account] = [await newStripeAccount(), await newAccount()]
  const key = await newKey(stripe)
  await account.connectKey(key)
  return { account, stripe, key }
}

async function ageSecrets({ tenant }: TestAccount): Promise<void> {
  const row = await storedRow(tenant)
  await env.DB.prepare('UPDATE signing_secrets SET created_at = created_at - ?2 WHERE connection_id = ?1')
    .bind(row?.id, 2 * HOUR_MS)
    .run()
}

function rejectSignatures({ id }: TestAccount) {
  const hourMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
  return env.DB.prepare(
    "INSERT INTO intake_counts (scope, reason, hour, count) VALUES (?1 || ':test', 'signature_invalid', ?2, 4)",
  )
    .bind(id, hourMs)
    .run()
}

async function expectTakenIn(stripe: string, account: TestAccount): Promise<void> {
  // An isolate that has just read the secrets does not read them again within a second.
  await vi.waitFor(async () => {
    const answers = await carryEvents(stripe, 'product.created', account.webhookUrl)
    expect(answers.map(({ body }) => body)).toEqual([{ received: true, duplicate: false }])
  }, 5_000)
}

describe('the secret of our endpoint', () => {
  it('whose time is running out since a disconnect is not trusted by a reconnect', async () => {
    const { account, stripe, key } = await connected()
    const [left] = await endpointsOf(stripe)
    await vi.waitFor(async () => expect((await account.connection()).import.status).toBe('done'), 10_000)
    await control('POST', 'keys/change', { key, revoked: true })
    await account.ask('DELETE', '/connection')
    expect(await secretEnds(account.tenant)).not.toContain(null)
    expect((await account.connectKey(await newKey(stripe))).status).toBe(201)
    const [current, former] = await secretEnds(account.tenant)
    expect([current, typeof former]).toEqual([null, 'number'])
    const endpoints = await endpointsOf(stripe)
    expect(endpoints.map(({ id }) => id)).toEqual([(await storedRow(account.tenant))?.stripe_endpoint_id])
    expect(endpoints[0]?.id).not.toBe(left?.id)
    await expectTakenIn(stripe, account)
  })

  it('outlives a secret that a person adds beside it, also a wrong one', async () => {
    const { account, stripe } = await connected()
    await account.ask('POST', '/connection/secrets', { secret: 'whsec_wrong_0123456789' })
    expect(await secretEnds(account.tenant)).toEqual([null, null])
    await account.ask('POST', '/connection/secrets', { secret: 'whsec_other_0123456789' })
    const ends = await secretEnds(account.tenant)
    expect([ends.filter((end) => end === null).length, ends.length]).toEqual([2, 3])
    await expectTakenIn(stripe, account)
  })

  it('that does not match what arrives is made anew by a repair, with its endpoint, and that ends the matter', async () => {
    const { account, stripe } = await connected()
    await ageSecrets(account)
    await rejectSignatures(account)
    const [old] = await endpointsOf(stripe)
    const shown = await account.connection()
    expect(shown.conditions).toMatchObject([{ code: 'signatures_rejected', action: { type: 'repair' } }])
    const repaired = await account.ask('POST', '/connection/repair')
    expect([repaired.status, repaired.body.conditions]).toEqual([200, []])
    const endpoints = await endpointsOf(stripe)
    expect(endpoints.map(({ url }) => url)).toEqual([account.webhookUrl])
    expect(endpoints[0]?.id).not.toBe(old?.id)
    await expectTakenIn(stripe, account)
  })

  it('of a person counts for no endpoint of ours', async () => {
    const { account, stripe } = await connected()
    const [old] = await endpointsOf(stripe)
    await env.DB.prepare('DELETE FROM signing_secrets WHERE connection_id = ?1')
      .bind((await storedRow(account.tenant))?.id)
      .run()
    await account.ask('POST', '/connection/secrets', { secret: 'whsec_0123456789abcdef' })
    await account.ask('POST', '/connection/repair')
    const endpoints = await endpointsOf(stripe)
    expect([endpoints.length, endpoints[0]?.id === old?.id]).toEqual([1, false])
  })
})
