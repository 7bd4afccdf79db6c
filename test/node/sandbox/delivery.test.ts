import Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCustomer } from '../../sandbox/core/actions/customers.ts'
import { rollSecret } from '../../sandbox/core/endpoints.ts'
import { DAY } from '../../sandbox/core/period.ts'
import { trigger } from '../../sandbox/core/triggers.ts'
import { DEFAULT_API_KEY, type RunningSandbox, type StartSandboxOptions, startSandbox } from '../../sandbox/index.ts'
import { type Received, type Receiver, startReceiver } from './receiver.ts'

const NOW = 1_795_200_000
let sandbox: RunningSandbox
let receiver: Receiver
let client: Stripe

beforeEach(async () => {
  receiver = await startReceiver()
  await start({})
})

afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

async function start(options: Partial<StartSandboxOptions>): Promise<void> {
  sandbox = await startSandbox({
    port: 0,
    seed: 'delivery',
    now: NOW,
    retrySeconds: [60, 600],
    requestsPerSecond: null,
    ...options,
  })
  client = new Stripe(DEFAULT_API_KEY, { host: '127.0.0.1', port: sandbox.port, protocol: 'http' })
}

/** Starts again with other options. */
async function restart(options: Partial<StartSandboxOptions>): Promise<void> {
  await sandbox.close()
  await start(options)
}

async function register(fields: Partial<Stripe.WebhookEndpointCreateParams> = {}): Promise<Stripe.WebhookEndpoint> {
  return client.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'], ...fields })
}

function verify(index: number, secret: string | undefined): Promise<Stripe.Event> {
  const { body, headers } = receiver.received[index] as Received
  return client.webhooks.constructEventAsync(body, headers['stripe-signature'] as string, secret ?? '')
}

describe('an endpoint', () => {
  it('learns its secret when it is made and never again', async () => {
    const made = await register({ description: 'Billhook' })
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9]{32}$/)
    expect(await client.webhookEndpoints.retrieve(made.id)).not.toHaveProperty('secret')
    const [listed] = (await client.webhookEndpoints.list()).data
    expect(listed).toMatchObject({ id: made.id, status: 'enabled', description: 'Billhook' })
    expect(listed).not.toHaveProperty('secret')
  })

  it('gets nothing any more when it is disabled or deleted', async () => {
    const kept = await register()
    await client.webhookEndpoints.update(kept.id, { disabled: true })
    createCustomer(sandbox.stripe)
    await sandbox.settled()
    expect(receiver.received).toHaveLength(0)
    await client.webhookEndpoints.del(kept.id)
    await expect(client.webhookEndpoints.retrieve(kept.id)).rejects.toMatchObject({ statusCode: 404 })
  })

  it.each([
    [{ url: 'ftp://example.com' }, 'url'],
    [{ enabled_events: [] }, 'enabled_events'],
    [{ enabled_events: ['Invoice Paid' as 'invoice.paid'] }, 'enabled_events[0]'],
  ])('is refused when it is not right: %o', async (fields, param) => {
    await expect(register(fields)).rejects.toMatchObject({ statusCode: 400, param })
  })

  it('is one of sixteen at most', async () => {
    for (let index = 0; index < 16; index += 1) await register()
    await expect(register()).rejects.toThrow(/maximum of 16/)
  })
})

describe('a delivery', () => {
  it('is signed, pretty-printed and says who sends it', async () => {
    const { secret } = await register()
    await client.customers.create({ email: 'alice@example.com' })
    await sandbox.settled()
    expect(receiver.received).toHaveLength(1)
    const { body, headers } = receiver.received[0] as Received
    expect(body).toMatch(/^{\n {2}"id": "evt_/)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(headers['user-agent']).toMatch(/^Stripe\/1\.0/)
    expect(headers['stripe-signature']).toMatch(/,v0=/)
    expect(await verify(0, secret)).toMatchObject({ type: 'customer.created', pending_webhooks: 1 })
  })

  it('reaches every endpoint that asked for the type, each in its own version', async () => {
    await register({
      enabled_events: ['invoice.*' as '*'],
      api_version: '2022-11-15' as Stripe.WebhookEndpointCreateParams.ApiVersion,
    })
    await register({ enabled_events: ['invoice.paid', 'invoice_payment.paid'] })
    trigger(sandbox.stripe, 'invoice.paid')
    await sandbox.advance(30)
    const versions = (type: string) =>
      receiver.received.filter(({ event }) => event.type === type).map(({ event }) => event.api_version)
    expect(new Set(versions('invoice.paid'))).toEqual(new Set(['2022-11-15', '2026-10-28.endive']))
    expect(new Set(versions('invoice.created'))).toEqual(new Set(['2022-11-15']))
    expect(new Set(versions('invoice_payment.paid'))).toEqual(new Set(['2026-10-28.endive']))
    const paid = receiver.received.find(({ event }) => event.type === 'invoice.paid')
    expect(paid?.event.pending_webhooks).toBeGreaterThanOrEqual(1)
  })

  it('is signed by both secrets while one is rolled, and by the new one alone a day later', async () => {
    const { id, secret: old } = await register()
    const fresh = rollSecret(sandbox.stripe, id)
    createCustomer(sandbox.stripe)
    await sandbox.settled()
    await expect(verify(0, old)).resolves.toBeDefined()
    await expect(verify(0, fresh)).resolves.toBeDefined()
    await sandbox.advance(DAY)
    createCustomer(sandbox.stripe)
    await sandbox.settled()
    await expect(verify(1, fresh)).resolves.toBeDefined()
    await expect(verify(1, old)).rejects.toThrow(/No signatures found/)
  })

  it.each([500, 404, 302])(
    'is tried again after a %i, with the same id and a fresh signature, until a 2xx',
    async (status) => {
      const { secret } = await register()
      receiver.answer = () => status
      createCustomer(sandbox.stripe)
      await sandbox.settled()
      await sandbox.advance(59)
      expect(receiver.received).toHaveLength(1)
      receiver.answer = () => 202
      await sandbox.advance(1)
      expect(receiver.received).toHaveLength(2)
      await sandbox.advance(DAY)
      expect(receiver.received).toHaveLength(2)
      expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1)
      await expect(verify(1, secret)).resolves.toBeDefined()
    },
  )

  it('is given up when the schedule ends', async () => {
    await register()
    receiver.answer = () => 500
    createCustomer(sandbox.stripe)
    await sandbox.settled()
    await sandbox.advance(DAY)
    await sandbox.advance(DAY)
    await sandbox.advance(DAY)
    expect(receiver.received).toHaveLength(3)
  })

  it('counts as failed when nobody answers in time', async () => {
    await restart({ timeoutMs: 50 })
    await register()
    receiver.answer = () => null
    createCustomer(sandbox.stripe)
    await sandbox.settled()
    receiver.answer = () => 200
    await sandbox.advance(60)
    expect(receiver.received).toHaveLength(2)
  })

  it('counts as failed when nobody is there', async () => {
    const lines: string[] = []
    await restart({ onLog: (line) => lines.push(line) })
    const closed = await startReceiver()
    await closed.close()
    await register({ url: closed.url })
    createCustomer(sandbox.stripe)
    await sandbox.settled()
    expect(lines).toEqual([expect.stringMatching(/^customer\.created evt_\S+ → http\S+ ECONNREFUSED \d+ ms, try 1$/)])
  })
})

describe('the controls', () => {
  const post = async (name: string, input: object) => {
    const response = await fetch(`${sandbox.url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(input) })
    return { status: response.status, text: await response.text() }
  }

  it('trigger events, in another version on demand, and answer when they are delivered', async () => {
    await register()
    const { status, text } = await post('trigger', { event: 'customer.created', count: 3, api_version: '2022-11-15' })
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ events: [{ type: 'customer.created' }, {}, {}], deliveries: { open: 0 } })
    expect(receiver.received.map(({ event }) => event.api_version)).toEqual(['2022-11-15', '2022-11-15', '2022-11-15'])
  })

  it.each([
    ['trigger', { event: 'invoice.failed' }, 422, /Did you mean invoice\.payment_failed/],
    ['trigger', {}, 422, /Say which event/],
    ['trigger', { event: 'customer.created', count: 0 }, 422, /count must be a whole number from 1/],
    ['clock', { advance_seconds: -1 }, 422, /advance_seconds must be/],
    ['roll', {}, 404, /No webhook endpoint is registered/],
    ['flood', { events: 10 }, 409, /No webhook endpoint is registered/],
    ['rocket', {}, 404, /no POST \/_sandbox\/rocket/],
  ])('say what is wrong: %s %o', async (name, input, status, message) => {
    const answer = await post(name, input)
    expect(answer.status).toBe(status)
    expect(answer.text).toMatch(message)
  })

  it('refuse a body that is not a JSON object', async () => {
    const response = await fetch(`${sandbox.url}/_sandbox/trigger`, { method: 'POST', body: '[1' })
    expect(response.status).toBe(400)
  })

  it('flood an endpoint with shuffled, repeated events of mixed versions and count what came back', async () => {
    await register()
    let count = 0
    receiver.answer = () => {
      count += 1
      return count % 10 === 0 ? 503 : 200
    }
    const input = { events: 300, duplicates: 0.2, shuffle: true, api_version: 'mix', concurrency: 20, customers: 10 }
    const { text } = await post('flood', input)
    const result = JSON.parse(text.trim().split('\n').at(-1) ?? '')
    expect(result).toMatchObject({ done: true, events: 300 })
    expect(result.duplicates).toBeGreaterThan(20)
    expect(result.sent).toBe(receiver.received.length)
    expect(result.ok + result.errors[503]).toBe(result.sent)
    const versions = new Set(receiver.received.map(({ event }) => event.api_version))
    expect(versions).toEqual(new Set(['2022-11-15', '2025-02-24.acacia', '2026-10-28.endive']))
    const created = receiver.received.map(({ event }) => event.id)
    expect(new Set(created).size).toBeGreaterThan(250)
    expect(await client.customers.list({ limit: 100 })).toMatchObject({ data: { length: 10 } })
  })
})
