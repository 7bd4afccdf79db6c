import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { addSigningSecret } from '../../../worker/auth/signing-secrets.ts'
import { type Bindings, configOf } from '../../../worker/config.ts'
import type { AccountId, Mode, Tenant } from '../../../worker/domain/ids.ts'
import { createWebhookApp } from '../../../worker/http/routes/webhooks.ts'
import { readIntakeCounts } from '../../../worker/readmodel/intake-counts.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { seededRandom } from '../../support/random.ts'
import { stripeSignature } from '../../support/sign.ts'

const PLATFORM_SECRET = 'whsec_test_platform_secret_0123456789'
const ROLLED_SECRET = 'whsec_test_rolled_secret_0123456789'
const app = createWebhookApp()
let ids = 0

function anEvent(over: Record<string, unknown> = {}): Record<string, unknown> & { id: string } {
  ids += 1
  return {
    id: `evt_w${ids}`,
    object: 'event',
    type: 'product.created',
    created: 1_767_225_600,
    livemode: false,
    api_version: '2026-10-28.endive',
    data: { object: { id: `prod_w${ids}`, object: 'product', name: 'Pro', active: true } },
    ...over,
  }
}

interface PostOptions {
  path?: string
  secret?: string | string[]
  headers?: Record<string, string>
  bindings?: Partial<Bindings>
}

async function postRaw(body: BodyInit, { path = '/stripe', headers = {}, bindings = {} }: PostOptions = {}) {
  const ctx = createExecutionContext()
  const request = new Request(`https://billhook.test/api/webhooks${path}`, { method: 'POST', body, headers })
  const bound = Object.keys(bindings).length > 0 ? { ...env, ...bindings } : env
  const response = await app.fetch(request, bound as Bindings, ctx)
  const answer = (await response.json()) as Record<string, unknown>
  await waitOnExecutionContext(ctx)
  return { status: response.status, answer, headers: response.headers }
}

async function post(event: unknown, options: PostOptions = {}) {
  const body = typeof event === 'string' ? event : JSON.stringify(event, null, 2)
  const signature = await stripeSignature(body, options.secret ?? PLATFORM_SECRET)
  return postRaw(body, { ...options, headers: { 'Stripe-Signature': signature, ...options.headers } })
}

async function aConnection(
  name: string,
  mode: Mode,
  over: { stripeAccount?: string; status?: string } = {},
): Promise<Tenant & { id: string }> {
  const accountId = `acc_${name}` as AccountId
  const id = `con_${name}_${mode}`
  await env.DB.batch([
    env.DB.prepare('INSERT INTO accounts (id, name, created_at) VALUES (?1, ?1, 0) ON CONFLICT DO NOTHING').bind(
      accountId,
    ),
    env.DB.prepare(
      'INSERT INTO connections (account_id, mode, id, status, stripe_account_id, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, 0, 0)',
    ).bind(accountId, mode, id, over.status ?? 'connected', over.stripeAccount ?? null),
  ])
  return { accountId, mode, id }
}

async function storedFor(tenant: Tenant, eventId: string): Promise<boolean> {
  const row = await env.DB.prepare('SELECT 1 FROM events WHERE account_id = ?1 AND mode = ?2 AND id = ?3')
    .bind(tenant.accountId, tenant.mode, eventId)
    .first()
  return row !== null
}

const counted = async (scope: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await readIntakeCounts(env.DB, [scope], Date.now() - 3_600_000)).map((row) => [row.reason, row.count]),
  )

const DEFAULT = {
  test: { accountId: 'acc_default', mode: 'test' },
  live: { accountId: 'acc_default', mode: 'live' },
} as const

describe("the platform's endpoint", () => {
  it('answers 200 once the event is durable, and calls a redelivery a duplicate', async () => {
    const event = anEvent()
    expect(await post(event)).toMatchObject({ status: 200, answer: { received: true, duplicate: false } })
    expect(await post(event)).toMatchObject({ status: 200, answer: { received: true, duplicate: true } })
    await vi.waitFor(async () => expect(await storedFor(DEFAULT.test, event.id)).toBe(true), 5_000)
  })

  it('takes each of several secrets, and several v1 in one header', async () => {
    expect((await post(anEvent(), { secret: ROLLED_SECRET })).status).toBe(200)
    expect((await post(anEvent(), { secret: ['whsec_unknown', ROLLED_SECRET] })).status).toBe(200)
  })

  it('puts live and test events of the same id into two worlds', async () => {
    const event = anEvent()
    await post(event)
    expect((await post({ ...event, livemode: true })).answer).toEqual({ received: true, duplicate: false })
    await vi.waitFor(async () => {
      expect(await storedFor(DEFAULT.test, event.id)).toBe(true)
      expect(await storedFor(DEFAULT.live, event.id)).toBe(true)
    }, 5_000)
  })

  it('routes a connected Stripe account by account and mode', async () => {
    const alice = await aConnection('alice', 'test', { stripeAccount: 'acct_alice' })
    const event = anEvent({ account: 'acct_alice' })
    expect((await post(event)).answer).toEqual({ received: true, duplicate: false })
    await vi.waitFor(async () => expect(await storedFor(alice, event.id)).toBe(true), 5_000)
    expect(await storedFor(DEFAULT.test, event.id)).toBe(false)
  })

  it('acknowledges, counts and does not store what belongs to nobody, to the other mode, or to a cut link', async () => {
    await aConnection('bob', 'test', { stripeAccount: 'acct_bob' })
    await aConnection('carol', 'test', { stripeAccount: 'acct_carol', status: 'disconnected' })
    const answers = await Promise.all([
      post(anEvent({ account: 'acct_stranger' })),
      post(anEvent({ account: 'acct_bob', livemode: true })),
      post(anEvent({ account: 'acct_carol' })),
    ])
    expect(answers.map(({ status, answer }) => [status, answer.ignored])).toEqual([
      [200, 'unlinked_account'],
      [200, 'unlinked_account'],
      [200, 'disconnected'],
    ])
    expect(await counted('platform:test')).toEqual({ unlinked_account: 1 })
    expect(await counted('platform:live')).toEqual({ unlinked_account: 1 })
    expect(await counted('acc_carol:test')).toEqual({ disconnected: 1 })
  })

  it('takes events the moment an account is linked, although an earlier one was turned away', async () => {
    expect((await post(anEvent({ account: 'acct_frank' }))).answer.ignored).toBe('unlinked_account')
    await aConnection('frank', 'test', { stripeAccount: 'acct_frank' })
    expect((await post(anEvent({ account: 'acct_frank' }))).answer.ignored).toBe(undefined)
  })

  it('stores event types that nobody knows, and thin events', async () => {
    const unknown = anEvent({ type: 'galaxy.collided' })
    const thin = {
      id: 'evt_test_65thin',
      object: 'v2.core.event',
      type: 'v1.billing.meter.no_meter_found',
      livemode: false,
      created: '2026-11-01T10:00:00.000Z',
      related_object: { id: 'mtr_1', type: 'billing.meter', url: '/v1/billing/meters/mtr_1' },
    }
    expect((await post(unknown)).status).toBe(200)
    expect((await post(thin)).status).toBe(200)
    await vi.waitFor(async () => {
      expect(await storedFor(DEFAULT.test, unknown.id)).toBe(true)
      expect(await storedFor(DEFAULT.test, thin.id)).toBe(true)
    }, 5_000)
  })

  it('counts what it refuses and says why, without echoing anything', async () => {
    const before = await counted('platform')
    const body = JSON.stringify(anEvent())
    const old = await stripeSignature(body, PLATFORM_SECRET, { at: Math.floor(Date.now() / 1000) - 301 })
    const refused = [
      await postRaw(body),
      await post(body, { secret: 'whsec_somebody_else' }),
      await postRaw(body, { headers: { 'Stripe-Signature': old } }),
      await post('{"id":"evt_cut","object":"ev'),
    ]
    expect(refused.map(({ status, answer }) => [status, answer.code])).toEqual([
      [400, 'signature_missing'],
      [400, 'signature_invalid'],
      [400, 'timestamp_outside_tolerance'],
      [400, 'payload_invalid'],
    ])
    expect(JSON.stringify(refused)).not.toContain('whsec_')
    const after = await counted('platform')
    for (const reason of ['signature_missing', 'signature_invalid', 'timestamp_outside_tolerance', 'payload_invalid']) {
      expect((after[reason] ?? 0) - (before[reason] ?? 0), reason).toBe(1)
    }
  })
})

describe("a connection's own endpoint", () => {
  it('verifies with its own secret, keeps the rolled one for 24 hours, and takes a new one at once', async () => {
    const dave = await aConnection('dave', 'test')
    const { encryptionKeys } = configOf(env as Bindings)
    const add = (secret: string, nowMs: number) =>
      addSigningSecret(env.DB, encryptionKeys, dave.id, dave, secret, nowMs)
    const path = `/stripe/${dave.id}`
    expect((await post(anEvent(), { path, secret: 'whsec_dave_one' })).answer.code).toBe('signature_invalid')

    const DAY_MS = 86_400_000
    await add('whsec_dave_zero', Date.now() - 2 * DAY_MS)
    await add(' whsec_dave_one ', Date.now() - 1.5 * DAY_MS)
    await add('whsec_dave_two', Date.now() - DAY_MS / 2)
    const statuses: Record<string, number> = {}
    await vi.waitFor(async () => {
      for (const name of ['zero', 'one', 'two']) {
        statuses[name] = (await post(anEvent(), { path, secret: `whsec_dave_${name}` })).status
      }
      expect(statuses).toEqual({ zero: 400, one: 200, two: 200 })
    }, 5_000)
    expect((await post(anEvent(), { path, secret: PLATFORM_SECRET })).status).toBe(400)
    const { results } = await env.DB.prepare('SELECT sealed FROM signing_secrets').all<{ sealed: string }>()
    expect(results.every(({ sealed }) => sealed.startsWith('v1.k1.') && !sealed.includes('dave'))).toBe(true)
  })

  it('works on while an old secret can no longer be opened', async () => {
    const gina = await aConnection('gina', 'test')
    const { encryptionKeys } = configOf(env as Bindings)
    const lostKey = new Map([['gone', new Uint8Array(32).toBase64()]])
    await addSigningSecret(env.DB, lostKey, gina.id, gina, 'whsec_gina_old', Date.now() - 1_000)
    await addSigningSecret(env.DB, encryptionKeys, gina.id, gina, 'whsec_gina_new', Date.now())
    expect((await post(anEvent(), { path: `/stripe/${gina.id}`, secret: 'whsec_gina_new' })).status).toBe(200)
  })

  it('never takes an event of the other mode, nor one of a foreign Stripe account', async () => {
    const erin = await aConnection('erin', 'test', { stripeAccount: 'acct_erin' })
    await addSigningSecret(env.DB, configOf(env as Bindings).encryptionKeys, erin.id, erin, 'whsec_erin', Date.now())
    const path = `/stripe/${erin.id}`
    const send = async (over: object) =>
      (await post(anEvent({ ...over }), { path, secret: 'whsec_erin' })).answer.ignored
    expect(await send({ livemode: true })).toBe('mode_mismatch')
    expect(await send({ account: 'acct_mallory' })).toBe('unlinked_account')
    expect(await send({ account: 'acct_erin' })).toBe(undefined)
    expect(await counted('acc_erin:test')).toEqual({ mode_mismatch: 1, unlinked_account: 1 })
  })

  it('is 404 where there is none', async () => {
    expect(await post(anEvent(), { path: '/stripe/con_nobody' })).toMatchObject({
      status: 404,
      answer: { code: 'not_found' },
    })
  })
})

describe('what could not be stored', () => {
  const broken = (failures: number, error: object = {}): { bindings: Partial<Bindings>; calls: () => number } => {
    let calls = 0
    const getByName = (name: string) => ({
      ingest: async (...args: unknown[]) => {
        calls += 1
        if (calls <= failures) throw Object.assign(new Error('injected: object is gone'), error)
        return (env.ACCOUNT.getByName(name) as unknown as { ingest(...args: unknown[]): unknown }).ingest(...args)
      },
    })
    return { bindings: { ACCOUNT: { getByName } as unknown as Bindings['ACCOUNT'] }, calls: () => calls }
  }

  it('is tried once more on a fresh stub before anything else', async () => {
    const object = broken(1)
    expect((await post(anEvent(), { bindings: object.bindings })).answer).toEqual({ received: true, duplicate: false })
    expect(object.calls()).toBe(2)
  })

  it('is answered 503 with Retry-After, and never acknowledged', async () => {
    expectErrorLogs()
    const object = broken(9)
    const event = anEvent()
    const refused = await post(event, { bindings: object.bindings })
    expect([refused.status, refused.headers.get('Retry-After'), refused.answer.code]).toEqual([
      503,
      '5',
      'temporarily_unavailable',
    ])
    expect(object.calls()).toBe(2)
    expect(await storedFor(DEFAULT.test, event.id)).toBe(false)
    expect((await post(event)).answer).toEqual({ received: true, duplicate: false })
  })

  it('is not tried again at an object that is overloaded', async () => {
    expectErrorLogs()
    const object = broken(9, { overloaded: true })
    expect((await post(anEvent(), { bindings: object.bindings })).status).toBe(503)
    expect(object.calls()).toBe(1)
  })

  it('is 503, never "unlinked", while the directory cannot be read', async () => {
    expectErrorLogs()
    const DB = {
      prepare: () => ({ bind: () => ({ first: async () => Promise.reject(new Error('D1 is down')) }) }),
    } as unknown as D1Database
    expect((await post(anEvent({ account: 'acct_whose' }), { bindings: { DB } })).status).toBe(503)
    expect((await post(anEvent(), { path: '/stripe/con_whose', bindings: { DB } })).status).toBe(503)
  })
})

describe('hostile input', () => {
  it('refuses 10 MB with 413, announced or streamed', async () => {
    const megabyte = new Uint8Array(1_048_576).fill(0x20)
    const announced = await postRaw(new Uint8Array(10_485_760), { headers: { 'Stripe-Signature': 't=1,v1=00' } })
    expect(announced).toMatchObject({ status: 413, answer: { code: 'body_too_large' } })
    let sent = 0
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(megabyte)
        if (sent === 10) controller.close()
      },
    })
    expect((await postRaw(stream)).status).toBe(413)
    expect(sent).toBeLessThan(6)
  })

  it('takes an event of exactly 1 MiB', async () => {
    const event = JSON.stringify(anEvent())
    expect((await post(`${event}${' '.repeat(1_048_576 - event.length)}`)).status).toBe(200)
    expect((await post(`${event}${' '.repeat(1_048_577 - event.length)}`)).status).toBe(413)
  })

  it.each([
    '',
    'null',
    '[]',
    '1',
    '"text"',
    '{}',
    '{"object":"event"}',
    '{"object":"v2.core.event"}',
    JSON.stringify({ ...{ id: 'evt', object: 'event', type: 'a.b', created: 1, livemode: false }, data: null }),
    JSON.stringify({ id: 5, object: 'event', type: 'a.b', created: 1, livemode: false, data: { object: {} } }),
    JSON.stringify({ id: 'e', object: 'event', type: 'a.b', created: '1', livemode: false, data: { object: {} } }),
    JSON.stringify({ id: 'e', object: 'event', type: 'a.b', created: 1.5, livemode: false, data: { object: {} } }),
    JSON.stringify({ id: 'e', object: 'event', type: 'a.b', created: 1, livemode: 'no', data: { object: {} } }),
    JSON.stringify({
      id: 'replay:0000000000000003',
      object: 'event',
      type: 'a.b',
      created: 1,
      livemode: false,
      data: { object: {} },
    }),
    JSON.stringify({
      id: 'e'.repeat(300),
      object: 'event',
      type: 'a.b',
      created: 1,
      livemode: false,
      data: { object: {} },
    }),
    JSON.stringify({
      id: 'e',
      object: 'event',
      type: 'a.b',
      created: 1,
      livemode: false,
      account: {},
      data: { object: {} },
    }),
    JSON.stringify({ id: 'e', object: 'event', type: 'a.b', created: 1, livemode: false, data: { object: [] } }),
    `${'['.repeat(100_000)}`,
  ])('a signed body that is no event is 400: %.60s', async (body) => {
    expect(await post(body)).toMatchObject({ status: 400, answer: { code: 'payload_invalid' } })
  })

  it('a signed body that is not UTF-8 is 400', async () => {
    const body = new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])
    const signature = await stripeSignature(body, PLATFORM_SECRET)
    expect((await postRaw(body, { headers: { 'Stripe-Signature': signature } })).status).toBe(400)
  })

  it('objects of the wrong shape are stored and decided, never an error', async () => {
    const shapes: Record<string, unknown>[] = [
      { id: 7 },
      {},
      { id: 'sub_x', items: 'no', status: 5 },
      { id: 'sub_y', items: { data: [null, 1, { price: [] }] } },
      { id: 'sub_z', customer: { id: {} } },
    ]
    for (const object of shapes) {
      const event = anEvent({ type: 'customer.subscription.updated', data: { object, previous_attributes: 'no' } })
      expect((await post(event)).status).toBe(200)
      await vi.waitFor(async () => {
        const row = await env.DB.prepare("SELECT outcome FROM events WHERE id = ?1 AND mode = 'test'")
          .bind(event.id)
          .first()
        expect(row?.outcome).toMatch(/^(processed|ignored)$/)
      }, 5_000)
    }
  })

  it('header fuzz never gives anything but 400', async () => {
    const random = seededRandom(42)
    const alphabet = 't=v10,;: abcf0123456789"\\\t'
    for (let round = 0; round < 300; round += 1) {
      const header = Array.from(
        { length: Math.floor(random() * 90) },
        () => alphabet[Math.floor(random() * alphabet.length)],
      ).join('')
      let request: Awaited<ReturnType<typeof postRaw>>
      try {
        request = await postRaw('{}', { headers: { 'Stripe-Signature': header } })
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError)
        continue
      }
      expect(request.status, JSON.stringify(header)).toBe(400)
    }
  })

  it('other methods are refused as methods', async () => {
    const ctx = createExecutionContext()
    const response = await app.fetch(new Request('https://billhook.test/api/webhooks/stripe'), env as Bindings, ctx)
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'POST'])
  })
})
