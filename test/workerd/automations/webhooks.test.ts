import { createMessageBatch, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DeliveryMessage, deliveryMessage } from '../../../worker/account/delivery-message.ts'
import type { Bindings } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import worker from '../../../worker/index.ts'
import { DAY, HOUR, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { replaceBindings, rpc, settle, stubOf } from '../account/tenant.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { deliveriesOf } from './automations.ts'

const SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
const SECOND = 'whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8='
const URL_OF = 'https://hooks.acme.test/billhook'
const BORN = NOW - 40 * DAY
const SIGN_UP = [
  event('customer.created', stripeCustomer({ created: BORN }), { at: BORN }),
  event('customer.subscription.created', subscription({ created: BORN }), { at: BORN + 1 }),
]
const ENDS = event('customer.subscription.deleted', subscription({ created: BORN, status: 'canceled', endedAt: NOW }), {
  at: NOW,
})

interface Received {
  headers: Record<string, string>
  body: string
}

let received: Received[] = []
let answer: () => Response = () => new Response('ok')
beforeEach(() => {
  received = []
  answer = () => new Response('ok')
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_url, init) => {
    received.push({ headers: Object.fromEntries(new Headers(init?.headers)), body: String(init?.body) })
    return answer()
  })
})
afterEach(() => void vi.restoreAllMocks())

interface Listening {
  account: RuleAccount
  tenant: Tenant
  endpoint: string
  /** Works off what the queue has been given. */
  deliver: () => Promise<void>
  /** The queue loses what it has been given. */
  lose: () => Promise<void>
  /** It has all of it twice. */
  again: () => void
}

async function listening(events: string[] = []): Promise<Listening> {
  const account = await ruleAccount({ price_mapping: { price_1: ['basic'] } })
  const { tenant } = account
  let queued: DeliveryMessage[] = []
  await replaceBindings(tenant, () => ({
    WEBHOOK_QUEUE: {
      sendBatch: async (messages: Iterable<{ body: DeliveryMessage }>) => {
        queued.push(...[...messages].map(({ body }) => body))
      },
    } as unknown as Queue,
  }))
  const made = await rpc(tenant).createEndpoint(
    tenant,
    { url: URL_OF, description: null, events, status: 'enabled' },
    SECRET,
  )
  if (!made.ok) throw new Error(made.reason)
  const deliver = async (): Promise<void> => {
    await settle(tenant)
    while (queued.length > 0) {
      const messages = queued.map((body, n) => ({ id: `m${n}`, timestamp: new Date(), attempts: 1, body }))
      queued = []
      await worker.queue(createMessageBatch('billhook-webhooks', messages), env as Bindings)
      await settle(tenant)
    }
  }
  const lose = async (): Promise<void> => {
    await settle(tenant)
    queued = []
  }
  const again = (): void => {
    queued = [...queued, ...queued]
  }
  return { account, tenant, endpoint: made.endpoint.id, deliver, lose, again }
}

const types = (): string[] => received.map(({ body }) => (JSON.parse(body) as { type: string }).type)

describe('outgoing webhooks', () => {
  it('tell of a customer in the order in which it changed, signed so that the public library verifies them', async () => {
    const { account, deliver } = await listening()
    await account.receive(...SIGN_UP)
    await deliver()
    await account.receive(ENDS)
    await deliver()
    expect(types().slice(0, 2)).toEqual(['customer.created', 'customer.updated'])
    expect(types()).toContain('customer.packages_changed')
    for (const { body, headers } of received)
      expect(new Webhook(SECRET).verify(body, headers)).toMatchObject({ type: expect.any(String) })
    const last = JSON.parse(received.findLast(({ body }) => body.includes('customer.access_changed'))?.body ?? '{}')
    expect(last.data).toMatchObject({ mode: 'test', from: 'active', to: 'expired', customer: { external_id: 'cus_1' } })
  })

  it('of types that nobody asked for are not made', async () => {
    const { account, deliver } = await listening(['customer.access_changed'])
    await account.receive(...SIGN_UP, ENDS)
    await deliver()
    expect(types()).toEqual(['customer.access_changed', 'customer.access_changed'])
  })

  it('are signed with both secrets while one is rotated, and after a day with the new one alone', async () => {
    const { account, tenant, endpoint, deliver } = await listening(['customer.access_changed'])
    await rpc(tenant).rotateEndpointSecret(tenant, endpoint, SECOND)
    await account.receive(...SIGN_UP)
    await deliver()
    const [first] = received
    for (const secret of [SECRET, SECOND])
      expect(() => new Webhook(secret).verify(first?.body ?? '', first?.headers ?? {})).not.toThrow()
    await account.passTime(DAY + HOUR)
    await account.receive(ENDS)
    await deliver()
    const second = received.at(-1)
    expect(() => new Webhook(SECOND).verify(second?.body ?? '', second?.headers ?? {})).not.toThrow()
    expect(() => new Webhook(SECRET).verify(second?.body ?? '', second?.headers ?? {})).toThrow()
  })

  it('of one customer wait for the one before, which is tried again for days with the same id', async () => {
    const { account, deliver } = await listening(['customer.access_changed'])
    answer = () => new Response('no', { status: 500 })
    await account.receive(...SIGN_UP, ENDS)
    await deliver()
    expect(received).toHaveLength(1)
    await account.passTime(10)
    await deliver()
    expect(received).toHaveLength(2)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    answer = () => new Response('ok')
    await account.passTime(HOUR)
    await deliver()
    const told = received.map(({ body }) => (JSON.parse(body) as { data: { to: string } }).data.to)
    expect(told).toEqual(['active', 'active', 'active', 'expired'])
  })

  it('that are given up say so; an endpoint that fails for five days is disabled, and what it misses is kept', async () => {
    expectErrorLogs()
    const { account, tenant, deliver } = await listening(['customer.access_changed'])
    answer = () => new Response('no', { status: 500 })
    await account.receive(...SIGN_UP, ENDS)
    for (let day = 0; day < 12; day += 1) {
      await deliver()
      await account.passTime(DAY)
    }
    await deliver()
    const [first, second] = await deliveriesOf(tenant)
    expect(first).toMatchObject({ status: 'failed', reason: expect.stringContaining('It answered 500.') })
    expect(first?.attempts).toHaveLength(10)
    expect(second).toMatchObject({ status: 'skipped', code: 'endpoint_disabled' })
  })

  it('end where the endpoint is gone; what it misses is kept, and sent once it recovers', async () => {
    const { account, tenant, endpoint, deliver } = await listening(['customer.access_changed'])
    answer = () => new Response('gone', { status: 410 })
    await account.receive(...SIGN_UP)
    await deliver()
    expect(await deliveriesOf(tenant)).toMatchObject([{ status: 'failed', code: 'gone' }])
    answer = () => new Response('ok')
    await account.receive(ENDS)
    await deliver()
    expect(received).toHaveLength(1)
    expect((await deliveriesOf(tenant))[1]).toMatchObject({ status: 'skipped', code: 'endpoint_disabled' })
    await rpc(tenant).updateEndpoint(tenant, endpoint, { status: 'enabled' })
    expect(await rpc(tenant).recoverEndpoint(tenant, endpoint, 0)).toBe(2)
    await deliver()
    expect((await deliveriesOf(tenant)).map(({ status }) => status)).toEqual(['delivered', 'delivered'])
    expect(received.slice(1).map(({ body }) => (JSON.parse(body) as { data: { to: string } }).data.to)).toEqual([
      'active',
      'expired',
    ])
  })

  it('that we ourselves cannot deal with are tried again, and are no failure of their endpoint', async () => {
    expectErrorLogs()
    const { account, tenant, endpoint } = await listening(['customer.access_changed'])
    await account.receive(...SIGN_UP)
    const [delivery] = await deliveriesOf(tenant)
    const body = deliveryMessage(tenant, delivery?.id ?? '')
    const message = { id: 'm', timestamp: new Date(), attempts: 9, body }
    await worker.queue(createMessageBatch('billhook-delivery-dlq', [message]), env as Bindings)
    await settle(tenant)
    expect(await deliveriesOf(tenant)).toMatchObject([{ status: 'queued', code: 'consumer_failed' }])
    expect((await account.ask('GET', `/endpoints/${endpoint}`)).body.failing_since).toBeNull()
  })

  it('that recover keep their order: the next waits for the one before', async () => {
    const { account, tenant, endpoint, deliver } = await listening(['customer.access_changed'])
    await rpc(tenant).updateEndpoint(tenant, endpoint, { status: 'disabled' })
    await account.receive(...SIGN_UP, ENDS)
    await rpc(tenant).updateEndpoint(tenant, endpoint, { status: 'enabled' })
    answer = () => new Response('no', { status: 500 })
    expect(await rpc(tenant).recoverEndpoint(tenant, endpoint, 0)).toBe(2)
    await deliver()
    expect(received).toHaveLength(1)
    answer = () => new Response('ok')
    await account.passTime(HOUR)
    await deliver()
    const told = received.map(({ body }) => (JSON.parse(body) as { data: { to: string } }).data.to)
    expect(told).toEqual(['active', 'active', 'expired'])
  })

  it('that recover are found behind any number of those that arrived', async () => {
    const { account, tenant, endpoint, deliver } = await listening(['customer.access_changed'])
    await account.receive(...SIGN_UP)
    await deliver()
    await runInDurableObject(stubOf(tenant), (_instance, state) => {
      state.storage.sql.exec(
        `WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 1100)
         INSERT INTO deliveries (number, status, rev, body)
         SELECT n, 'delivered', 1, json_set(body, '$.number', n, '$.id', 'dlv_' || n) FROM n, deliveries`,
      )
    })
    await rpc(tenant).updateEndpoint(tenant, endpoint, { status: 'disabled' })
    await account.receive(ENDS)
    await rpc(tenant).updateEndpoint(tenant, endpoint, { status: 'enabled' })
    expect(await rpc(tenant).recoverEndpoint(tenant, endpoint, 0)).toBe(1)
    await deliver()
    expect((await deliveriesOf(tenant)).at(-1)).toMatchObject({ status: 'delivered' })
  })

  it('that recover go to the queue again where it loses them', async () => {
    const { account, tenant, endpoint, deliver, lose } = await listening(['customer.access_changed'])
    await rpc(tenant).updateEndpoint(tenant, endpoint, { status: 'disabled' })
    await account.receive(...SIGN_UP)
    await rpc(tenant).updateEndpoint(tenant, endpoint, { status: 'enabled' })
    answer = () => new Response('no', { status: 500 })
    const other = subscription({ id: 'sub_2', customer: 'cus_2', created: BORN })
    await account.receive(event('customer.subscription.created', other, { at: BORN + 2 }))
    await deliver()
    await rpc(tenant).poke(tenant)
    answer = () => new Response('ok')
    await rpc(tenant).recoverEndpoint(tenant, endpoint, 0)
    await lose()
    await account.passTime(HOUR)
    await rpc(tenant).poke(tenant)
    await deliver()
    expect((await deliveriesOf(tenant)).map(({ status }) => status)).toEqual(['delivered', 'delivered'])
  })

  it('tell of a customer that another one became part of, and of one whose data was erased, by its ids alone', async () => {
    const { account, tenant, deliver } = await listening(['customer.merged', 'customer.deleted'])
    await account.receive(...SIGN_UP)
    const into = (await account.ask('POST', '/customers', { email: 'other@example.com', user_id: 'u1' })).body.id
    const { id: from } = await account.customer()
    expect((await account.ask('POST', `/customers/${from}/merge`, { into })).status).toBe(200)
    await deliver()
    expect((await account.ask('DELETE', `/customers/${into}`)).status).toBe(200)
    await deliver()
    expect(received.map(({ body }) => JSON.parse(body))).toEqual([
      {
        ...{ type: 'customer.merged', timestamp: expect.any(String) },
        data: { mode: 'test', customer: expect.objectContaining({ id: into }), merged_customer_id: from },
      },
      {
        ...{ type: 'customer.deleted', timestamp: expect.any(String) },
        data: { mode: 'test', customer: { id: into, external_id: 'cus_1', user_id: 'u1' } },
      },
    ])
    expect((await deliveriesOf(tenant)).map(({ status }) => status)).toEqual(['delivered', 'delivered'])
  })

  it('of a person that was erased do not recover, and are not sent again', async () => {
    const { account, tenant, endpoint, deliver } = await listening(['customer.access_changed'])
    await rpc(tenant).updateEndpoint(tenant, endpoint, { status: 'disabled' })
    await account.receive(...SIGN_UP)
    const { id } = await account.customer()
    expect((await account.ask('DELETE', `/customers/${id}`)).status).toBe(200)
    await rpc(tenant).updateEndpoint(tenant, endpoint, { status: 'enabled' })
    expect(await rpc(tenant).recoverEndpoint(tenant, endpoint, 0)).toBe(0)
    const [missed] = await deliveriesOf(tenant)
    await rpc(tenant).resendDelivery(tenant, missed?.id ?? '', true)
    await deliver()
    expect(received).toEqual([])
    expect((await deliveriesOf(tenant)).at(-1)).toMatchObject({ status: 'canceled', code: 'customer_gone' })
  })

  it('that only test an endpoint wait for no other', async () => {
    const { tenant, endpoint, deliver } = await listening()
    answer = () => new Response('no', { status: 500 })
    await rpc(tenant).testEndpoint(tenant, endpoint)
    await deliver()
    answer = () => new Response('ok')
    await rpc(tenant).testEndpoint(tenant, endpoint)
    await deliver()
    expect((await deliveriesOf(tenant)).map(({ status }) => status)).toEqual(['queued', 'delivered'])
  })

  it('of all customers wait a minute where the endpoint asks to slow down', async () => {
    const { account, deliver } = await listening(['customer.access_changed'])
    answer = () => new Response('slowly', { status: 429 })
    await account.receive(...SIGN_UP)
    await deliver()
    const other = subscription({ id: 'sub_2', customer: 'cus_2', created: BORN })
    answer = () => new Response('ok')
    await account.receive(event('customer.subscription.created', other, { at: BORN + 2 }))
    await deliver()
    expect(received).toHaveLength(1)
    await account.passTime(2 * 60)
    await deliver()
    expect(received).toHaveLength(3)
  })

  it('that the queue brings twice in one batch are sent once', async () => {
    const { account, tenant, deliver, again } = await listening(['customer.access_changed'])
    await account.receive(...SIGN_UP)
    await settle(tenant)
    again()
    await deliver()
    expect(received).toHaveLength(1)
  })

  it('that arrived are not sent again where another of their batch cannot be sent', async () => {
    const { account, tenant, endpoint, deliver } = await listening(['customer.access_changed'])
    const url = 'https://hooks.other.test/'
    const other = await rpc(tenant).createEndpoint(
      tenant,
      { url, description: null, events: [], status: 'enabled' },
      SECRET,
    )
    if (!other.ok) throw new Error(other.reason)
    await runInDurableObject(stubOf(tenant), (_instance, state) => {
      state.storage.sql.exec(
        `UPDATE documents SET body = json_set(body, '$.events', json('["customer.access_changed"]'),
           '$.secrets[0].sealed', 'sealed by a key that is no more') WHERE id = ?1`,
        other.endpoint.id,
      )
    })
    await account.receive(...SIGN_UP)
    await deliver()
    const told = (await deliveriesOf(tenant)).map((delivery) => [delivery.endpoint === endpoint, delivery.status])
    expect(Object.fromEntries(told.map(([mine, status]) => [mine ? 'mine' : 'other', status]))).toEqual({
      mine: 'delivered',
      other: 'queued',
    })
  })

  it.each(['https://127.0.0.1/x', 'https://10.0.0.8/x', 'http://hooks.acme.test/x', 'https://billhook.test/x'])(
    'never go to %s, whatever was saved',
    async (url) => {
      const { account, tenant, endpoint, deliver } = await listening(['customer.access_changed'])
      await rpc(tenant).updateEndpoint(tenant, endpoint, { url })
      await account.receive(...SIGN_UP)
      await deliver()
      expect(received).toEqual([])
      expect(await deliveriesOf(tenant)).toMatchObject([{ status: 'failed' }])
    },
  )
})
