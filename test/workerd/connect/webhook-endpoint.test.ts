import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { configOf } from '../../../worker/config.ts'
import { checkConnection } from '../../../worker/connect/check-connection.ts'
import { linkAccount } from '../../../worker/connect/link-account.ts'
import { stripeWithKey } from '../../../worker/connect/stripe-of.ts'
import { ensureEndpoint } from '../../../worker/connect/webhook-endpoint.ts'
import type { JsonObject } from '../../../worker/domain/json.ts'
import { fail, ok } from '../../../worker/domain/result.ts'
import { readConnection } from '../../../worker/readmodel/connection.ts'
import type { Params, StripeClient } from '../../../worker/stripe/client.ts'
import { newAccount, secretEnds, standing, storedRow } from './accounts.ts'
import { asKey, control, endpointsOf, newKey, newStripeAccount } from './stripe.ts'

async function makeStrangers(account: string, count: number): Promise<string> {
  const owner = await newKey(account, { permissions: 'all' })
  for (let at = 0; at < count; at += 1) {
    const form = { url: `https://other.example/${at}`, 'enabled_events[0]': '*' }
    await asKey(owner, 'POST', '/v1/webhook_endpoints', form)
  }
  return owner
}

describe('our endpoint in a Stripe account', () => {
  it('is found again by its address and put in order, not doubled', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    const [made] = await endpointsOf(stripe)
    const owner = await newKey(stripe, { permissions: 'all' })
    await asKey(owner, 'POST', `/v1/webhook_endpoints/${made?.id}`, {
      'enabled_events[0]': 'charge.failed',
      disabled: 'true',
    })
    await account.connectKey(await newKey(stripe))
    expect(await endpointsOf(stripe)).toEqual([made])
  })

  it('whose secret is lost is made anew, and the old one goes', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    const [lost] = await endpointsOf(stripe)
    await env.DB.prepare('DELETE FROM signing_secrets WHERE connection_id = ?1')
      .bind((await storedRow(account.tenant))?.id)
      .run()
    await account.connectKey(await newKey(stripe))
    const endpoints = await endpointsOf(stripe)
    expect(endpoints).toHaveLength(1)
    expect(endpoints[0]).toMatchObject({ url: account.webhookUrl, status: 'enabled' })
    expect(endpoints[0]?.id).not.toBe(lost?.id)
    expect((await storedRow(account.tenant))?.stripe_endpoint_id).toBe(endpoints[0]?.id)
  })

  it('that somebody made by hand for our address gives way to one whose secret is ours', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const owner = await newKey(stripe, { permissions: 'all' })
    const byHand = await asKey(owner, 'POST', '/v1/webhook_endpoints', {
      url: account.webhookUrl,
      'enabled_events[0]': '*',
    })
    await account.ask('POST', '/connection/secrets', { secret: byHand.secret })
    await account.connectKey(await newKey(stripe))
    const endpoints = await endpointsOf(stripe)
    expect(endpoints.map(({ url }) => url)).toEqual([account.webhookUrl])
    expect(endpoints[0]?.id).not.toBe(byHand.id)
    const [current, former] = await secretEnds(account.tenant)
    expect(current).toBeNull()
    expect(Math.abs(Number(former) - Date.now() - 24 * 3_600_000)).toBeLessThan(60_000)
  })

  it('that was pointed elsewhere gets its address back, and is not doubled', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    const [made] = await endpointsOf(stripe)
    const owner = await newKey(stripe, { permissions: 'all' })
    await asKey(owner, 'POST', `/v1/webhook_endpoints/${made?.id}`, { url: 'https://old.example/x' })
    expect((await account.ask('POST', '/connection/repair')).body.conditions).toEqual([])
    expect(await endpointsOf(stripe)).toEqual([made])
  })

  it('that was pointed elsewhere goes with a disconnect, as do others with our address', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    const [made] = await endpointsOf(stripe)
    const owner = await newKey(stripe, { permissions: 'all' })
    await asKey(owner, 'POST', `/v1/webhook_endpoints/${made?.id}`, { url: 'https://old.example/x' })
    await asKey(owner, 'POST', '/v1/webhook_endpoints', { url: account.webhookUrl, 'enabled_events[0]': '*' })
    await asKey(owner, 'POST', '/v1/webhook_endpoints', { url: 'https://stranger.example', 'enabled_events[0]': '*' })
    const answer = await account.ask('DELETE', '/connection')
    expect(answer.body.reason).toMatch(/endpoint was removed from Stripe/)
    expect((await endpointsOf(stripe)).map(({ url }) => url)).toEqual(['https://stranger.example'])
  })

  it('that had to make room for one that Stripe then refused is said to be missing', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe)
    await account.connectKey(key)
    await makeStrangers(stripe, 15)
    await env.DB.prepare('DELETE FROM signing_secrets WHERE connection_id = ?1')
      .bind((await storedRow(account.tenant))?.id)
      .run()
    const before = await readConnection(env.DB, account.tenant)
    if (!before) throw new Error('There is no connection.')
    const real = await stripeWithKey(configOf(env), key)
    const refusal = { reason: 'refused', status: 400, code: null, param: null, message: 'No.' } as const
    const endpointBy: StripeClient = { ...real, post: async () => fail(refusal) }
    const link = {
      credential: { kind: 'restricted_key' as const, apiKey: key },
      account: { id: stripe, name: null, country: null },
      ...{ keyLast4: null, scope: null, importMonths: 1, replaces: null, endpointBy },
    }
    const answer = await linkAccount(env, before, link, Date.now())
    expect(answer).toMatchObject({ ok: false, error: { code: 'stripe_refused' } })
    const shown = await account.connection()
    expect(shown).toMatchObject({ status: 'degraded', conditions: [{ code: 'endpoint_missing' }] })
    expect(await storedRow(account.tenant)).toMatchObject({ status: 'connected', endpoint_status: 'missing' })
    expect((await storedRow(account.tenant))?.epoch).toBeGreaterThan(before.epoch)
    await checkConnection(env, account.tenant)
    expect((await account.connection()).conditions).toMatchObject([{ code: 'endpoint_missing' }])
    expect((await account.ask('POST', '/connection/repair')).body.conditions).toEqual([])
  })

  it('has no room where the account has 16: the connect is refused, and what stood before stays', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await makeStrangers(stripe, 16)
    const before = await standing(account.tenant)
    const answer = await account.connectKey(await newKey(stripe))
    expect([answer.status, answer.body.code]).toEqual([409, 'webhook_endpoint_limit'])
    expect(answer.body.detail).toMatch(/16 webhook endpoints in test mode.*delete one/)
    expect(await standing(account.tenant)).toEqual(before)
    expect(await endpointsOf(stripe)).toHaveLength(16)
  })

  it('with a lost secret takes its own place where the account has 16', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    await makeStrangers(stripe, 15)
    await env.DB.prepare('DELETE FROM signing_secrets WHERE connection_id = ?1')
      .bind((await storedRow(account.tenant))?.id)
      .run()
    expect((await account.connectKey(await newKey(stripe))).status).toBe(201)
    const endpoints = await endpointsOf(stripe)
    expect(endpoints).toHaveLength(16)
    expect(endpoints.filter(({ url }) => url === account.webhookUrl)).toHaveLength(1)
  })

  it('gets the account’s own API version where Stripe allows no further one', async () => {
    const account = await newAccount()
    const connection = await readConnection(env.DB, account.tenant)
    if (!connection) throw new Error('There is no connection.')
    const posted: Params[] = []
    const stripe: StripeClient = {
      get: async () => ok({ object: 'list', data: [] }),
      delete: async () => ok({}),
      post: async (_path, params) => {
        posted.push(params)
        const message = 'You have reached the limit of API versions for webhook endpoints.'
        if (params.api_version)
          return fail({ reason: 'refused', status: 400, code: null, param: 'api_version', message })
        return ok<JsonObject>({
          id: 'we_1',
          url: 'https://x',
          status: 'enabled',
          api_version: null,
          secret: 'whsec_0123',
        })
      },
    }
    const ensured = await ensureEndpoint(stripe, connection, 'https://x', false)
    expect(ensured).toEqual(ok({ made: true, id: 'we_1', apiVersion: null, secret: 'whsec_0123', obsolete: [] }))
    expect(posted.map(({ api_version }) => api_version)).toEqual(['2026-10-28.endive', undefined])
  })
})

describe('repair', () => {
  it('registers an endpoint again that was deleted in Stripe, and takes the condition away', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    const [made] = await endpointsOf(stripe)
    await asKey(await newKey(stripe, { permissions: 'all' }), 'DELETE', `/v1/webhook_endpoints/${made?.id}`)
    const answer = await account.ask('POST', '/connection/repair')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ conditions: [], webhook: { status: 'waiting' } })
    expect(await endpointsOf(stripe)).toMatchObject([{ url: account.webhookUrl, status: 'enabled' }])
  })

  it('looks at the permissions again', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe)
    await account.connectKey(key)
    await control('POST', 'keys/change', { key, permissions: ['rak_customer_read', 'rak_webhook_write'] })
    const worse = await account.ask('POST', '/connection/repair')
    expect(worse.body).toMatchObject({ status: 'degraded', conditions: [{ code: 'permission_missing' }] })
    expect(worse.body.reason).toMatch(/Prices: Read/)
  })

  it('has nothing to do where nothing is connected', async () => {
    const account = await newAccount()
    const answer = await account.ask('POST', '/connection/repair')
    expect([answer.status, answer.body.code]).toEqual([409, 'nothing_to_read'])
  })

  it('shows a key that Stripe refuses as disconnected', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe)
    await account.connectKey(key)
    await control('POST', 'keys/change', { key, revoked: true })
    const answer = await account.ask('POST', '/connection/repair')
    expect(answer.body).toMatchObject({ status: 'disconnected', conditions: [{ code: 'key_refused' }] })
  })
})
