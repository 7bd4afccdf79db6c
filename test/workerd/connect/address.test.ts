import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { Bindings } from '../../../worker/config.ts'
import { checkConnection } from '../../../worker/connect/check-connection.ts'
import { connectKey } from '../../../worker/connect/connect-key.ts'
import { linkAccount } from '../../../worker/connect/link-account.ts'
import { repairConnection } from '../../../worker/connect/repair.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { fail, ok } from '../../../worker/domain/result.ts'
import { readConnection, type StoredConnection } from '../../../worker/readmodel/connection.ts'
import type { StripeClient } from '../../../worker/stripe/client.ts'
import * as client from '../../../worker/stripe/client.ts'
import { stripeSignature } from '../../support/sign.ts'
import { worker } from '../http/client.ts'
import { newAccount, standing, type TestAccount } from './accounts.ts'
import { asKey, endpointsOf, newKey, newStripeAccount } from './stripe.ts'

async function stored(tenant: Tenant): Promise<StoredConnection> {
  const connection = await readConnection(env.DB, tenant)
  if (!connection) throw new Error('There is no connection.')
  return connection
}

/** A Stripe that posts to no address of this machine. */
const REFUSING: StripeClient = {
  get: async () => ok({ object: 'list', data: [] }),
  delete: async () => ok({}),
  post: async () =>
    fail({
      reason: 'refused',
      status: 400,
      code: 'url_invalid',
      param: 'url',
      message: 'URL must be publicly accessible.',
    }),
}

async function connectRefused(account: TestAccount, apiKey: string, stripe: string) {
  const link = {
    credential: { kind: 'restricted_key' as const, apiKey },
    account: { id: stripe, name: null, country: null },
    keyLast4: apiKey.slice(-4),
    ...{ scope: null, importMonths: 1, replaces: null, endpointBy: REFUSING },
  }
  return linkAccount(env, await stored(account.tenant), link, Date.now())
}

describe('an address that Stripe does not post to', () => {
  it('in live mode refuses the connect by name, and puts back what stood before', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const before = await standing(account.live)
    const bindings: Bindings = { ...env, WEBHOOK_BASE_URL: 'http://billhook.test' }
    const offer = { apiKey: await newKey(stripe, { mode: 'live' }), replaces: null, importMonths: 1 }
    const answer = await connectKey(bindings, await stored(account.live), offer, Date.now())
    expect(answer).toMatchObject({ ok: false, error: { code: 'webhook_url_refused' } })
    expect(JSON.stringify(answer)).toContain('WEBHOOK_BASE_URL')
    expect(await standing(account.live)).toEqual(before)
    expect(await endpointsOf(stripe, 'live')).toEqual([])
  })

  it('in test mode connects all the same, says how to forward events, and is fine once they come', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    expect(await connectRefused(account, await newKey(stripe), stripe)).toEqual(ok(null))
    const shown = await account.connection()
    expect(shown).toMatchObject({
      status: 'degraded',
      conditions: [{ code: 'endpoint_missing', action: { type: 'add_secret' } }],
      webhook: { status: 'missing' },
    })
    expect(shown.reason).toContain(`stripe listen --forward-to ${account.webhookUrl}`)
    await account.ask('POST', '/connection/secrets', { secret: 'whsec_of_the_cli_0123456789' })
    const body = JSON.stringify({
      ...{ id: 'evt_cli', object: 'event', type: 'price.created', livemode: false, api_version: null, request: null },
      ...{ created: Math.floor(Date.now() / 1000), data: { object: { id: 'price_1', object: 'price' } } },
    })
    const headers = { 'Stripe-Signature': await stripeSignature(body, 'whsec_of_the_cli_0123456789') }
    const answer = await worker.fetch(account.webhookUrl, { method: 'POST', headers, body })
    expect(answer.status).toBe(200)
    await vi.waitFor(async () => expect((await account.connection()).conditions).toEqual([]))
  })

  it('in test mode stops no repair either, and a check says the same', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe)
    await account.connectKey(key)
    const owner = await newKey(stripe, { permissions: 'all' })
    const [made] = await endpointsOf(stripe)
    await asKey(owner, 'DELETE', `/v1/webhook_endpoints/${made?.id}`)
    const post: StripeClient['post'] = (path, params) =>
      'url' in params ? REFUSING.post(path, params) : Promise.resolve(ok({}))
    vi.spyOn(client, 'createStripeClient').mockImplementation(async () => ({ ...REFUSING, post }))
    const repaired = await repairConnection(env, await stored(account.tenant), Date.now())
    vi.restoreAllMocks()
    expect(repaired).toEqual(ok(null))
    const shown = await account.connection()
    expect(shown.conditions).toMatchObject([{ code: 'endpoint_missing', action: { type: 'add_secret' } }])
    await checkConnection(env, account.tenant)
    expect((await account.connection()).conditions).toEqual(shown.conditions)
  })

  it('leaves nothing behind where Stripe breaks off in the middle', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    const before = await standing(account.tenant)
    const offer = {
      ...{
        credential: { kind: 'restricted_key' as const, apiKey: 'rk_test_0123456789' },
        scope: null,
        keyLast4: '6789',
      },
      ...{ account: { id: stripe, name: null, country: null }, importMonths: 1, replaces: null },
      endpointBy: { ...REFUSING, get: () => Promise.reject(new Error('The Worker was cut off.')) },
    }
    await expect(linkAccount(env, await stored(account.tenant), offer, Date.now())).rejects.toThrow(/cut off/)
    expect(await standing(account.tenant)).toEqual(before)
  })
})
