import { createMessageBatch, evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, expect, it, vi } from 'vitest'
import type { DeliveryMessage } from '../../../worker/account/delivery-message.ts'
import type { Bindings } from '../../../worker/config.ts'
import worker from '../../../worker/index.ts'
import { DAY, HOUR, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { invoice } from '../../support/billing-payments.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { seededRandom, shuffled } from '../../support/random.ts'
import { incoming, replaceBindings, rpc, settle, stubOf } from '../account/tenant.ts'
import { ruleAccount } from '../rules/account.ts'
import { anAutomation, aTemplate, deliveriesOf, runsOf, sinceEver } from './automations.ts'

const EVENTS = 1_000
const AUTOMATIONS = 5
const BORN = NOW - 40 * DAY

afterEach(() => void vi.restoreAllMocks())

/** A consumer that is cut off now and then: before it asks for its deliveries, before it reports, or after. */
function roughEnv(random: () => number): Bindings {
  const cut = (): void => {
    if (random() < 0.05) throw new Error('The consumer was cut off.')
  }
  type Calls = Record<string, (...args: unknown[]) => Promise<unknown>>
  const rough = (stub: Calls): Calls =>
    new Proxy(stub, {
      get:
        (target, name) =>
        async (...args: unknown[]) => {
          cut()
          const answer = await target[String(name)]?.(...args)
          cut()
          return answer
        },
    })
  const ACCOUNT = new Proxy(env.ACCOUNT, {
    get: (target, name) =>
      name === 'getByName'
        ? (of: string) => rough(target.getByName(of) as unknown as Calls)
        : Reflect.get(target, name),
  })
  const mail = { MAIL_TRANSPORT: 'resend', RESEND_API_KEY: 're_test_key', RESEND_API_BASE: 'http://resend.test' }
  return { ...(env as Bindings), ACCOUNT, ...mail }
}

/** A provider that knows its idempotency keys, and is busy or out of reach now and then. */
function provider(random: () => number): { accepted: Map<string, string>; asked: () => number } {
  const accepted = new Map<string, string>()
  let asked = 0
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_url, init) => {
    asked += 1
    const key = new Headers(init?.headers).get('idempotency-key') ?? ''
    const chance = random()
    if (chance < 0.02)
      return new Response('{"name":"rate_limit_exceeded"}', { status: 429, headers: { 'retry-after': '2' } })
    if (chance < 0.03) return new Response('{}', { status: 500 })
    accepted.set(key, accepted.get(key) ?? `re_${accepted.size + 1}`)
    if (chance < 0.05) throw new TypeError('The answer was lost.')
    return Response.json({ id: accepted.get(key) })
  })
  return { accepted, asked: () => asked }
}

it('a thousand events that each match five automations make exactly five thousand mails, whatever is cut off, lost or repeated', async () => {
  expectErrorLogs()
  const random = seededRandom(20_261_130)
  const account = await ruleAccount({
    mail: { from: 'Acme <billing@acme.test>', allowed_test_recipients: ['*@example.com'] },
  })
  const { tenant } = account
  const template = await aTemplate(tenant)
  for (let n = 0; n < AUTOMATIONS; n += 1)
    await anAutomation(tenant, {
      name: `Receipt ${n}`,
      trigger: { type: 'payment.succeeded' },
      actions: [{ type: 'send_email', template }],
    })
  await sinceEver(tenant)
  await account.receive(
    event('customer.created', stripeCustomer({ created: BORN, email: 'ada@example.com' }), { at: BORN }),
    event('customer.subscription.created', subscription({ created: BORN }), { at: BORN }),
  )
  const { accepted, asked } = provider(random)
  const rough = roughEnv(random)
  let queued: DeliveryMessage[] = []
  const collect = (): Promise<void> =>
    replaceBindings(tenant, () => ({
      MAIL_QUEUE: {
        sendBatch: async (messages: Iterable<{ body: DeliveryMessage }>) => {
          queued.push(...[...messages].map(({ body }) => body))
        },
      } as unknown as Queue,
    }))
  await collect()

  const events = Array.from({ length: EVENTS }, (_, n) =>
    event('invoice.paid', invoice({ id: `in_${n}`, status: 'paid', created: BORN + n, paidAt: BORN + n }), {
      at: BORN + n,
    }),
  )
  const sent = shuffled([...events, ...events.filter(() => random() < 0.2)], random)
  for (const [at, one] of sent.entries()) {
    await rpc(tenant).ingest(tenant, incoming(one))
    if (at % 300 === 299) {
      await settle(tenant)
      await evictDurableObject(stubOf(tenant))
      await collect()
    }
  }
  await settle(tenant)

  for (let round = 0; round < 60; round += 1) {
    const messages = shuffled([...queued, ...queued.filter(() => random() < 0.1)], random).filter(() => random() > 0.01)
    queued = []
    for (let at = 0; at < messages.length; at += 10) {
      const some = messages.slice(at, at + 10)
      const batch = createMessageBatch(
        'billhook-mail',
        some.map((body, n) => ({ id: `m${round}_${at + n}`, timestamp: new Date(), attempts: 1, body })),
      )
      await worker.queue(batch, rough)
    }
    // What was cut off comes again by the queue, which has lost it here: so it is our own clock that brings it.
    await rpc(tenant).advanceClock(tenant, HOUR)
    await rpc(tenant).poke(tenant)
    await settle(tenant)
    if (queued.length === 0 && (await deliveriesOf(tenant)).every(({ status }) => status === 'sent')) break
  }

  const deliveries = await deliveriesOf(tenant)
  expect(deliveries).toHaveLength(EVENTS * AUTOMATIONS)
  expect([...new Set(deliveries.map(({ status, code, reason }) => `${status} ${code} ${reason}`))]).toEqual([
    'sent null null',
  ])
  expect(await runsOf(tenant)).toHaveLength(EVENTS * AUTOMATIONS)
  expect(accepted.size).toBe(EVENTS * AUTOMATIONS)
  expect([...accepted.keys()].sort()).toEqual(deliveries.map(({ id }) => id).sort())
  expect(asked()).toBeGreaterThan(accepted.size)
}, 240_000)
