import Stripe from 'stripe'
import { beforeEach, describe, expect, it } from 'vitest'
import { createCustomer } from '../../sandbox/core/actions/customers.ts'
import { DAY, HOUR } from '../../sandbox/core/period.ts'
import { aRenewal } from '../../sandbox/core/triggers/stage.ts'
import { DEFAULT_LIVE_API_KEY, elementAt, openSite, type SiteClient } from './site-client.ts'

let client: SiteClient

beforeEach(() => {
  client = openSite()
})

const register = (fields: Record<string, string> = {}, key?: string) =>
  client.post('/v1/webhook_endpoints', { url: 'https://example.com/hook', 'enabled_events[0]': '*', ...fields }, key)
const stripe = () => client.site.primary().stripe

/** Takes what is due and answers it with that status. */
const deliver = async (status: number) => (await client.control('deliveries/take', { status })).deliveries

describe('the API versions of an account’s endpoints', () => {
  it('are three at most besides its default', async () => {
    for (const version of ['2022-11-15', '2025-02-24.acacia', '2025-03-31.basil']) {
      expect((await register({ api_version: version })).status).toBe(200)
    }
    expect((await register({ api_version: '2022-11-15' })).status).toBe(200)
    expect((await register({ api_version: '2026-10-28.endive' })).status).toBe(200)
    const { status, body } = await register({ api_version: '2024-06-20' })
    expect([status, body.error.param]).toEqual([400, 'api_version'])
    expect((await register()).body.api_version).toBeNull()
  })

  it('have to look like versions', async () => {
    expect((await register({ api_version: 'latest' })).body.error.param).toBe('api_version')
  })
})

describe('an endpoint of live mode', () => {
  it('needs TLS, unless the sandbox is told otherwise', async () => {
    const { body } = await register({ url: 'http://localhost:8788/hook' }, DEFAULT_LIVE_API_KEY)
    expect(body.error).toMatchObject({ code: 'url_invalid', param: 'url' })
    client = openSite({ insecureLive: true })
    expect((await register({ url: 'http://localhost:8788/hook' }, DEFAULT_LIVE_API_KEY)).status).toBe(200)
  })

  it('is not counted with those of test mode', async () => {
    for (let count = 0; count < 16; count += 1) expect((await register()).status).toBe(200)
    expect((await register()).body.error.message).toBe('You have reached the maximum of 16 test webhook endpoints.')
    expect((await register({}, DEFAULT_LIVE_API_KEY)).status).toBe(200)
  })
})

it('disables an endpoint as its owner would by hand', async () => {
  const { body } = await register()
  await client.control('endpoints/change', { endpoint: body.id, disabled: true })
  expect((await client.get(`/v1/webhook_endpoints/${body.id}`)).body.status).toBe('disabled')
  createCustomer(stripe())
  expect(await deliver(200)).toEqual([])
  await client.control('endpoints/change', { endpoint: body.id, disabled: false })
  createCustomer(stripe())
  expect(await deliver(200)).toHaveLength(1)
})

describe('deliveries that are fetched', () => {
  it('are signed, and come again after a failure until the tries are over', async () => {
    const { secret } = (await register()).body
    createCustomer(stripe())
    const first = elementAt(await deliver(500), 0)
    const { webhooks } = new Stripe('sk_test_x')
    await expect(
      webhooks.constructEventAsync(first.body, first.headers['Stripe-Signature'] ?? '', secret),
    ).resolves.toMatchObject({ type: 'customer.created' })
    expect(await deliver(500)).toEqual([])
    const attempts: number[] = []
    for (let hour = 0; hour < 12; hour += 1) {
      client.site.advance(HOUR)
      for (const { attempt } of await deliver(500)) attempts.push(attempt)
    }
    expect(attempts).toEqual([2, 3, 4])
  })

  it('are tried for three days in live mode', async () => {
    await register({}, DEFAULT_LIVE_API_KEY)
    createCustomer(client.site.primary('live').stripe)
    const hours: number[] = []
    for (let hour = 0; hour < 100; hour += 1) {
      if ((await deliver(500)).length > 0) hours.push(hour)
      client.site.advance(HOUR)
    }
    expect(hours.length).toBeGreaterThan(8)
    expect(hours.at(-1)).toBeGreaterThan(60)
    expect(hours.at(-1)).toBeLessThanOrEqual(72)
  })
})

it('lists events by whether every endpoint has taken them', async () => {
  const list = async (query: string) => (await client.get(`/v1/events?${query}`)).body.data
  createCustomer(stripe())
  expect(await list('delivery_success=false')).toEqual([])
  await register()
  createCustomer(stripe())
  expect(await list('delivery_success=false')).toMatchObject([{ type: 'customer.created', pending_webhooks: 1 }])
  await deliver(500)
  expect(await list('delivery_success=false')).toHaveLength(1)
  client.site.advance(60)
  await deliver(200)
  expect(await list('delivery_success=false')).toEqual([])
  expect(await list('delivery_success=true')).toMatchObject([{ pending_webhooks: 0 }, { pending_webhooks: 0 }])
})

describe('an endpoint that fails invoice.created', () => {
  const statusOf = (id: string) => stripe().invoices.need(id).status

  it('holds back the account’s automatic invoices until it takes it', async () => {
    await register({ 'enabled_events[0]': 'invoice.created' })
    const { draft } = aRenewal(stripe())
    await deliver(500)
    client.site.advance(5 * HOUR)
    expect(statusOf(draft)).toBe('draft')
    while ((await deliver(200)).length > 0) client.site.advance(HOUR)
    client.site.advance(HOUR)
    expect(statusOf(draft)).toBe('paid')
  })

  it('holds them back for 72 hours and no longer', async () => {
    await register()
    const { draft } = aRenewal(stripe())
    for (let hour = 0; hour < 72; hour += 1) {
      await deliver(503)
      expect(statusOf(draft)).toBe('draft')
      client.site.advance(HOUR)
    }
    client.site.advance(2 * HOUR)
    expect(statusOf(draft)).toBe('paid')
  })

  it('holds nothing back once it is disabled or removed', async () => {
    const { id } = (await register()).body
    const { draft } = aRenewal(stripe())
    await deliver(500)
    client.site.advance(2 * HOUR)
    expect(statusOf(draft)).toBe('draft')
    await client.delete(`/v1/webhook_endpoints/${id}`)
    client.site.advance(HOUR)
    expect(statusOf(draft)).toBe('paid')
  })

  it('is of no account where it did not ask for it', async () => {
    await register({ 'enabled_events[0]': 'customer.created' })
    const { draft } = aRenewal(stripe())
    await deliver(500)
    client.site.advance(DAY)
    expect(statusOf(draft)).toBe('paid')
  })
})
