import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRenewal } from '../../sandbox/core/triggers/stage.ts'
import { DEFAULT_API_KEY, type RunningSandbox, startSandbox } from '../../sandbox/index.ts'

const NOW = 1_795_200_000
let sandbox: RunningSandbox
let client: Stripe

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, seed: 'server', now: NOW, requestsPerSecond: null })
  client = connect(DEFAULT_API_KEY)
})

afterAll(() => sandbox.close())

function connect(key: string, options: Stripe.StripeConfig = {}): Stripe {
  const address = { host: '127.0.0.1', port: sandbox.port, protocol: 'http' } as const
  return new Stripe(key, { ...address, maxNetworkRetries: 0, ...options })
}

describe('the catalog', () => {
  it('makes, reads, changes and lists products and prices for Stripe’s own client', async () => {
    const product = await client.products.create({ name: 'Pro', metadata: { a: '1' } })
    const price = await client.prices.create({
      product: product.id,
      currency: 'USD',
      unit_amount: 1_234,
      recurring: { interval: 'month' },
      nickname: 'Pro monthly',
    })
    expect(price).toMatchObject({ currency: 'usd', unit_amount: 1_234, recurring: { interval: 'month' } })
    expect(price.unit_amount_decimal?.toString()).toBe('1234')
    const changed = await client.products.update(product.id, { name: 'Pro+', metadata: { a: '', b: '2' } })
    expect(changed).toMatchObject({ name: 'Pro+', metadata: { b: '2' } })
    expect(changed.metadata).not.toHaveProperty('a')
    expect((await client.prices.update(price.id, { active: false })).active).toBe(false)
    expect((await client.prices.list({ product: product.id })).data.map((it) => it.id)).toEqual([price.id])
  })

  it('shows the tiers of a price only when they are expanded', async () => {
    const product = await client.products.create({ name: 'Seats' })
    const { id } = await client.prices.create({
      product: product.id,
      currency: 'usd',
      recurring: { interval: 'month' },
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      tiers: [
        { up_to: 5, unit_amount: 1_000 },
        { up_to: 'inf', unit_amount: 800 },
      ],
    })
    expect(await client.prices.retrieve(id)).not.toHaveProperty('tiers')
    const { tiers } = await client.prices.retrieve(id, { expand: ['tiers'] })
    expect(tiers?.map((tier) => [tier.up_to, tier.unit_amount])).toEqual([
      [5, 1_000],
      [null, 800],
    ])
  })

  it('refuses to delete a product that has prices', async () => {
    const product = await client.products.create({ name: 'Kept' })
    await client.prices.create({ product: product.id, currency: 'usd', unit_amount: 1 })
    await expect(client.products.del(product.id)).rejects.toThrow(/cannot be deleted/)
    const free = await client.products.create({ name: 'Loose' })
    expect(await client.products.del(free.id)).toMatchObject({ id: free.id, deleted: true })
  })
})

describe('customers and subscriptions', () => {
  it('subscribes a customer whose card works and cancels at the period’s end', async () => {
    const customer = await client.customers.create({ email: 'alice@example.com', payment_method: 'pm_card_visa' })
    const { id: price } = await monthlyPrice()
    const subscription = await client.subscriptions.create({ customer: customer.id, items: [{ price, quantity: 2 }] })
    expect(subscription).toMatchObject({ status: 'active', customer: customer.id })
    const expanded = await client.subscriptions.retrieve(subscription.id, {
      expand: ['latest_invoice.payments', 'customer'],
    })
    expect(expanded.customer).toMatchObject({ object: 'customer', email: 'alice@example.com' })
    expect(expanded.latest_invoice).toMatchObject({ status: 'paid', payments: { data: [{ status: 'paid' }] } })
    const ending = await client.subscriptions.update(subscription.id, { cancel_at_period_end: true })
    expect(ending.cancel_at).toBe(subscription.items.data[0]?.current_period_end)
    expect((await client.subscriptions.cancel(subscription.id)).status).toBe('canceled')
  })

  it('refuses a subscription for a customer without a card, as Stripe does', async () => {
    const { id: customer } = await client.customers.create({ email: 'bob@example.com' })
    const { id: price } = await monthlyPrice()
    await expect(client.subscriptions.create({ customer, items: [{ price }] })).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('no attached payment source'),
    })
  })

  it('leaves a subscription incomplete when the card is declined', async () => {
    const fields = { email: 'carol@example.com', payment_method: 'pm_card_chargeCustomerFail' }
    const { id: customer } = await client.customers.create(fields)
    const { id: price } = await monthlyPrice()
    expect((await client.subscriptions.create({ customer, items: [{ price }] })).status).toBe('incomplete')
  })

  it('pauses and resumes collection', async () => {
    const { id: customer } = await client.customers.create({ payment_method: 'pm_card_visa' })
    const { id: price } = await monthlyPrice()
    const { id } = await client.subscriptions.create({ customer, items: [{ price }] })
    const paused = await client.subscriptions.update(id, { pause_collection: { behavior: 'void' } })
    expect(paused).toMatchObject({ status: 'active', pause_collection: { behavior: 'void', resumes_at: null } })
    expect((await client.subscriptions.update(id, { pause_collection: '' })).pause_collection).toBeNull()
  })

  it('answers a deleted customer with a tombstone and leaves it out of lists', async () => {
    const { id } = await client.customers.create({ email: 'gone@example.com' })
    await client.customers.del(id)
    expect(await client.customers.retrieve(id)).toEqual(
      expect.objectContaining({ id, object: 'customer', deleted: true }),
    )
    expect((await client.customers.list({ email: 'gone@example.com' })).data).toEqual([])
  })
})

describe('lists', () => {
  it('pages through all objects, newest first, each exactly once', async () => {
    const made: string[] = []
    for (let index = 0; index < 7; index += 1) {
      made.push((await client.customers.create({ email: 'page@example.com' })).id)
    }
    const page = await client.customers.list({ email: 'page@example.com', limit: 3 })
    expect(page).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' })
    const all: string[] = []
    for await (const customer of client.customers.list({ email: 'page@example.com', limit: 3 })) all.push(customer.id)
    expect(all).toEqual(made.toReversed())
    const newer = await client.customers.list({ email: 'page@example.com', ending_before: made[0] as string, limit: 2 })
    expect(newer.data.map((customer) => customer.id)).toEqual([made[2], made[1]])
  })

  it('filters by created ranges', async () => {
    await sandbox.advance(100)
    const { id, created } = await client.customers.create({ email: 'late@example.com' })
    const found = await client.customers.list({ created: { gte: created } })
    expect(found.data.map((customer) => customer.id)).toEqual([id])
    expect((await client.customers.list({ created: { gt: created } })).data).toEqual([])
  })

  it('leaves canceled subscriptions out unless they are asked for', async () => {
    const { id: customer } = await client.customers.create({ payment_method: 'pm_card_visa' })
    const { id: price } = await monthlyPrice()
    const { id } = await client.subscriptions.create({ customer, items: [{ price }] })
    await client.subscriptions.cancel(id)
    expect((await client.subscriptions.list({ customer })).data).toEqual([])
    expect((await client.subscriptions.list({ customer, status: 'all' })).data).toHaveLength(1)
    expect((await client.subscriptions.list({ customer, status: 'ended' })).data).toHaveLength(1)
  })

  it('lists events newest first, by type and by creation, in the account’s own version', async () => {
    await sandbox.advance(100)
    const { id } = await client.products.create({ name: 'Latest' })
    const [latest] = (await client.events.list({ type: 'product.*', limit: 1 })).data
    expect(latest).toMatchObject({
      type: 'product.created',
      data: { object: { id } },
      api_version: '2026-10-28.endive',
    })
    expect(await client.events.retrieve(latest?.id ?? '')).toMatchObject({ id: latest?.id })
    const types = (await client.events.list({ types: ['product.created', 'customer.created'], limit: 100 })).data
    expect(new Set(types.map((event) => event.type))).toEqual(new Set(['product.created', 'customer.created']))
    const since = await client.events.list({ created: { gte: sandbox.stripe.now() }, ending_before: latest?.id ?? '' })
    expect(since.data).toEqual([])
  })

  it('refuses a page that is too large and a cursor it never gave out', async () => {
    await expect(client.customers.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' })
    const unknown = client.customers.list({ starting_after: 'cus_unknown' })
    await expect(unknown).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'starting_after' })
  })
})

describe('refusals', () => {
  it('lets in no key but its own, and shows only the end of a wrong one', async () => {
    const wrong = connect('sk_test_wrong_secret_abcd')
    const refusal = await wrong.customers.list().catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
    expect((refusal as Error).message).toBe('Invalid API Key provided: sk_test_********abcd')
  })

  it('takes a key by Basic authentication too, and asks for one that is missing', async () => {
    const basic = { Authorization: `Basic ${btoa(`${DEFAULT_API_KEY}:`)}` }
    expect((await fetch(`${sandbox.url}/v1/customers`, { headers: basic })).status).toBe(200)
    const missing = await fetch(`${sandbox.url}/v1/customers`)
    expect(missing.status).toBe(401)
    expect(await missing.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
  })

  it('names what is missing', async () => {
    const refusal = await client.prices.retrieve('price_nope').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    expect(refusal).toMatchObject({ statusCode: 404, code: 'resource_missing', message: "No such price: 'price_nope'" })
  })

  it('names a parameter it does not know', async () => {
    const body = 'email=a%40example.com&nickname=x'
    const headers = { Authorization: `Bearer ${DEFAULT_API_KEY}` }
    const response = await fetch(`${sandbox.url}/v1/customers`, { method: 'POST', body, headers })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'parameter_unknown', param: 'nickname' } })
  })

  it('answers an unknown address with 404', async () => {
    const headers = { Authorization: `Bearer ${DEFAULT_API_KEY}` }
    expect((await fetch(`${sandbox.url}/v1/rockets`, { headers })).status).toBe(404)
  })
})

it('echoes the version that was asked for and answers in its shape', async () => {
  aRenewal(sandbox.stripe)
  const old = connect(DEFAULT_API_KEY, { apiVersion: '2022-11-15' as Stripe.LatestApiVersion })
  const [subscription] = (await old.subscriptions.list({ limit: 1 })).data
  expect(subscription).toHaveProperty('current_period_end')
  const [invoice] = (await old.invoices.list({ limit: 1 })).data
  expect(invoice).toHaveProperty('subscription', subscription?.id)
  const { lastResponse } = await old.subscriptions.list({ limit: 1 })
  expect(lastResponse).toMatchObject({ apiVersion: '2022-11-15', requestId: expect.stringMatching(/^req_/) })
})

it('does a POST with the same Idempotency-Key once, and refuses the key for another request', async () => {
  const first = await client.customers.create({ email: 'once@example.com' }, { idempotencyKey: 'k1' })
  const again = await client.customers.create({ email: 'once@example.com' }, { idempotencyKey: 'k1' })
  expect(again.id).toBe(first.id)
  await expect(client.customers.create({ email: 'twice@example.com' }, { idempotencyKey: 'k1' })).rejects.toThrow(
    Stripe.errors.StripeIdempotencyError,
  )
})

async function monthlyPrice(): Promise<Stripe.Price> {
  const product = await client.products.create({ name: 'Monthly' })
  return client.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 900,
    recurring: { interval: 'month' },
  })
}
