import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { accountStub } from '../../../worker/account/stub.ts'
import { reportUnauthorized } from '../../../worker/connect/reports.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { newAccount, storedRow } from '../connect/accounts.ts'
import { carryEvents, control, endpointsOf, newKey, newStripeAccount } from '../connect/stripe.ts'

async function epochOf(tenant: Tenant): Promise<number> {
  return Number((await storedRow(tenant))?.epoch)
}

describe('disconnecting', () => {
  it('removes our endpoint, forgets the key, ends the jobs, keeps the data, and says what is left to do', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe)
    const { body: connected } = await account.connectKey(key)
    const answer = await account.ask('DELETE', '/connection')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ status: 'disconnected', conditions: [], stripe_account: { id: stripe } })
    expect(answer.body.reason).toMatch(
      /endpoint was removed from Stripe.*data that is here stays.*Delete the restricted key/,
    )
    expect(answer.body.reason).toContain(key.slice(-4))
    expect(await endpointsOf(stripe)).toEqual([])
    expect(await accountStub(env, account.tenant).stripeAccess(account.tenant)).toBeNull()
    await vi.waitFor(async () => {
      const job = await account.ask('GET', `/jobs/${connected.import.id}`)
      expect(['canceled', 'done']).toContain(job.body.status)
    })
    for (const path of ['/connection/import', '/connection/catch-up', '/catalog/sync']) {
      const refused = await account.ask('POST', path)
      expect([path, refused.status, refused.body.code]).toEqual([path, 409, 'nothing_to_read'])
    }
  })

  it('says so where the endpoint could not be removed, and which it is', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe)
    await account.connectKey(key)
    await control('POST', 'keys/change', { key, revoked: true })
    const answer = await account.ask('DELETE', '/connection')
    const [left] = await endpointsOf(stripe)
    expect(answer.body.status).toBe('disconnected')
    expect(answer.body.reason).toContain(`Our webhook endpoint ${left?.id} could not be removed`)
  })

  it('turns events away that still come, as those of a disconnected account', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe)
    await account.connectKey(key)
    await control('POST', 'keys/change', { key, revoked: true })
    await account.ask('DELETE', '/connection')
    const [answer] = await carryEvents(stripe, 'product.created', account.webhookUrl)
    expect(answer).toEqual({ status: 200, body: { received: true, duplicate: false, ignored: 'disconnected' } })
  })

  it('of a connection that only receives ends that too; a new secret brings it back', async () => {
    const account = await newAccount()
    await account.ask('POST', '/connection/secrets', { secret: 'whsec_0123456789' })
    const ended = await account.ask('DELETE', '/connection')
    expect(ended.body).toMatchObject({ status: 'disconnected' })
    expect(ended.body.reason).toMatch(/Delete the webhook endpoint that you set up/)
    const again = await account.ask('POST', '/connection/secrets', { secret: 'whsec_9876543210' })
    expect(again.body).toMatchObject({ status: 'connected', kind: 'webhook_only' })
  })
})

describe('a key that Stripe refuses', () => {
  it('disconnects with cause and mend, and events are still taken in', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe)
    await account.connectKey(key)
    await reportUnauthorized(env, account.tenant, await epochOf(account.tenant), { code: null })
    const shown = await account.connection()
    expect(shown).toMatchObject({
      status: 'disconnected',
      conditions: [{ code: 'key_refused', action: { type: 'reconnect' } }],
    })
    expect(shown.conditions[0].cause).toContain(`ends in ${key.slice(-4)} was deleted or rolled`)
    const [answer] = await carryEvents(stripe, 'product.created', account.webhookUrl)
    expect(answer).toEqual({ status: 200, body: { received: true, duplicate: false } })
    const mended = await account.connectKey(await newKey(stripe))
    expect(mended.body).toMatchObject({ conditions: [] })
    expect(await endpointsOf(stripe)).toHaveLength(1)
  })

  it('of an earlier link changes nothing', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    const former = await epochOf(account.tenant)
    await account.connectKey(await newKey(stripe))
    const before = await storedRow(account.tenant)
    await reportUnauthorized(env, account.tenant, former, { code: null })
    expect(await storedRow(account.tenant)).toEqual(before)
  })
})
