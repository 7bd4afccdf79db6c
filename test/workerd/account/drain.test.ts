import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { errorLogs, expectErrorLogs } from '../../support/console.ts'
import { makeHistory } from '../../support/history.ts'
import {
  incoming,
  newTenant,
  objectState,
  readModelState,
  replaceBindings,
  rpc,
  settle,
  stubOf,
  withBatch,
} from './tenant.ts'

const T0 = 1_767_225_600

function productEvent(id: string, over: { at?: number; name?: string; previous?: object; livemode?: boolean } = {}) {
  return {
    id,
    object: 'event',
    type: 'product.updated',
    created: over.at ?? T0,
    livemode: over.livemode ?? false,
    api_version: '2026-10-28.endive',
    data: {
      object: { id: 'prod_1', object: 'product', name: over.name ?? 'Pro', active: true },
      ...(over.previous && { previous_attributes: over.previous }),
    },
  }
}

async function eventRow(tenant: Tenant, id: string): Promise<Record<string, unknown> | null> {
  return env.DB.prepare('SELECT * FROM events WHERE account_id = ?1 AND mode = ?2 AND id = ?3')
    .bind(tenant.accountId, tenant.mode, id)
    .first()
}

async function sql(tenant: Tenant, statement: string): Promise<Record<string, unknown>[]> {
  return runInDurableObject(stubOf(tenant), (_instance, state) => state.storage.sql.exec(statement).toArray())
}

describe('the account object', () => {
  it('has the event in the read model by itself, without anyone ringing', async () => {
    const tenant = newTenant()
    expect(await rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))).toEqual({
      duplicate: false,
      foreign: false,
    })
    await vi.waitFor(async () => expect(await eventRow(tenant, 'evt_1')).toMatchObject({ outcome: 'processed' }), 5_000)
  })

  it('counts a redelivery on the event it repeats, before and after it was decided', async () => {
    const tenant = newTenant()
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))
    expect(await rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))).toEqual({
      duplicate: true,
      foreign: false,
    })
    await settle(tenant)
    expect(await eventRow(tenant, 'evt_1')).toMatchObject({ duplicates: 1, attempts: 1 })
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))
    await settle(tenant)
    expect(await eventRow(tenant, 'evt_1')).toMatchObject({ duplicates: 2, attempts: 1 })
    expect((await readModelState(tenant)).events).toHaveLength(1)
  })

  it('projects what changed while D1 was being written', async () => {
    const tenant = newTenant()
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))
    await settle(tenant)
    let meanwhile: Promise<unknown> | null = null
    await replaceBindings(tenant, (bindings) => ({
      DB: withBatch(bindings.DB, async (statements: D1PreparedStatement[]) => {
        const results = await bindings.DB.batch(statements)
        meanwhile ??= rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))
        await meanwhile
        return results
      }),
    }))
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))
    await settle(tenant)
    expect(await eventRow(tenant, 'evt_1')).toMatchObject({ duplicates: 2 })
  })

  it('parks an event that fails again and again, while those behind it pass, and a replay mends it', async () => {
    expectErrorLogs()
    const tenant = newTenant()
    const poison = incoming(productEvent('evt_poison', { name: 'Mended' }))
    await rpc(tenant).ingest(tenant, { ...poison, payload: '{"broken' })
    await rpc(tenant).ingest(tenant, incoming({ ...productEvent('evt_ok'), type: 'plan.created' }))
    await settle(tenant)
    expect(await eventRow(tenant, 'evt_ok')).toMatchObject({ outcome: 'ignored' })
    expect(await eventRow(tenant, 'evt_poison')).toMatchObject({ outcome: 'pending', attempts: 1 })

    for (const seconds of [1, 5, 30, 120]) {
      await rpc(tenant).advanceClock(tenant, seconds + 1)
      await settle(tenant)
    }
    expect(errorLogs().join()).toContain('"event":"input_parked"')
    expect(await eventRow(tenant, 'evt_poison')).toMatchObject({
      outcome: 'parked',
      attempts: 5,
      error: expect.stringContaining('JSON'),
    })

    await runInDurableObject(stubOf(tenant), (_instance, state) => {
      state.storage.sql.exec('UPDATE inbox SET payload = ? WHERE key = ?', poison.payload, 'evt_poison')
    })
    expect(await rpc(tenant).replay(tenant, { ids: ['evt_poison', 'evt_unknown'], force: false })).toEqual({
      replayed: ['evt_poison'],
      missing: ['evt_unknown'],
    })
    await settle(tenant)
    expect(await eventRow(tenant, 'evt_poison')).toMatchObject({ outcome: 'processed', error: null, attempts: 6 })
    expect(await objectState(tenant)).toHaveLength(1)
  })

  it('replays without making anything new, and says so', async () => {
    const tenant = newTenant()
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_2', { at: T0 + 1, name: 'Max' })))
    await settle(tenant)
    const before = await objectState(tenant)
    await rpc(tenant).replay(tenant, { ids: ['evt_1', 'evt_2'], force: false })
    await settle(tenant)
    expect(await objectState(tenant)).toEqual(before)
    const first = await eventRow(tenant, 'evt_1')
    expect(first).toMatchObject({ outcome: 'processed', stale: 0, attempts: 2 })
    expect(JSON.parse(String(first?.notes))).toEqual([
      'Product prod_1 is now known.',
      'Replayed on request.',
      expect.stringContaining('so nothing changed'),
    ])
  })

  it('keeps both events of an undecidable second in doubt and asks Stripe where a key may', async () => {
    const tenant: Tenant = { accountId: 'acc_default', mode: 'test' }
    const sent: unknown[] = []
    let failures = 2
    await rpc(tenant).poke(tenant)
    await replaceBindings(tenant, (bindings) => ({
      STRIPE_SECRET_KEY: 'sk_test_key',
      SYNC_QUEUE: {
        ...bindings.SYNC_QUEUE,
        sendBatch: async (messages: { body: unknown }[]) => {
          failures -= 1
          if (failures >= 0) throw new Error('Queue: injected')
          sent.push(...messages.map((message) => message.body))
          return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } }
        },
      } as unknown as Queue,
    }))
    expectErrorLogs()
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_a', { name: 'A', previous: { name: 'B' } })))
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_b', { name: 'B', previous: { name: 'A' } })))
    await settle(tenant)
    expect(sent).toEqual([
      {
        ...{ v: 1, accountId: 'acc_default', mode: 'test', epoch: 0 },
        ...{ task: 'refetch', objectType: 'product', objectId: 'prod_1' },
      },
    ])

    const object = { id: 'prod_1', object: 'product', name: 'A', active: true }
    await rpc(tenant).ingestSnapshots(tenant, 0, [
      { objectType: 'product', objectId: 'prod_1', asOf: T0 + 9, object, source: 'refetch' },
    ])
    await settle(tenant)
    expect((await readModelState(tenant)).objects).toMatchObject([
      { id: 'prod_1', name: 'A', version: T0 + 9, event_id: null },
    ])
    expect((await readModelState(tenant)).events).toHaveLength(2)
  })

  it('a snapshot of an object that is gone at Stripe is a deletion for good', async () => {
    const tenant = newTenant()
    const updated = (id: string, created: number) => ({
      ...{ id, object: 'event', type: 'customer.updated', created, livemode: false },
      data: { object: { id: 'cus_1', object: 'customer' } },
    })
    await rpc(tenant).ingest(tenant, incoming(updated('evt_1', T0)))
    await rpc(tenant).ingestSnapshots(tenant, 0, [
      { objectType: 'customer', objectId: 'cus_1', asOf: T0 + 9, object: null, source: 'refetch' },
    ])
    await rpc(tenant).ingest(tenant, incoming(updated('evt_2', T0 + 20)))
    await settle(tenant)
    expect((await readModelState(tenant)).objects).toMatchObject([{ id: 'cus_1', deleted: 1 }])
  })

  it('a failing D1 holds nothing back for long: the backlog drains without a new event', async () => {
    expectErrorLogs()
    const tenant = newTenant()
    await rpc(tenant).poke(tenant)
    let failing = true
    await replaceBindings(tenant, (bindings) => ({
      DB: withBatch(bindings.DB, async (statements: D1PreparedStatement[]) => {
        if (failing) throw new Error('D1_ERROR: overloaded')
        return bindings.DB.batch(statements)
      }),
    }))
    const { events } = makeHistory(3, 4, 4)
    for (const event of events) await rpc(tenant).ingest(tenant, incoming(event))
    await runDurableObjectAlarm(stubOf(tenant))
    expect((await readModelState(tenant)).events).toHaveLength(0)
    failing = false
    await vi.waitFor(async () => expect((await readModelState(tenant)).events).toHaveLength(events.length), 10_000)
  })

  it('parks the one event that the read model refuses, and lets all others pass', async () => {
    expectErrorLogs()
    const tenant = newTenant()
    await rpc(tenant).poke(tenant)
    await replaceBindings(tenant, (bindings) => ({
      DB: withBatch(bindings.DB, async (statements: D1PreparedStatement[]) => {
        if (JSON.stringify(statements).includes('evt_refused')) throw new Error('D1_ERROR: string or blob too big')
        return bindings.DB.batch(statements)
      }),
    }))
    const ids = ['evt_1', 'evt_2', 'evt_refused', 'evt_3', 'evt_4']
    for (const [at, id] of ids.entries()) await rpc(tenant).ingest(tenant, incoming(productEvent(id, { at: T0 + at })))
    await settle(tenant)
    expect((await readModelState(tenant)).events.map((event) => (event as { id: string }).id)).toEqual([
      'evt_1',
      'evt_2',
      'evt_3',
      'evt_4',
    ])
    expect(await sql(tenant, "SELECT outcome, error FROM inbox WHERE key = 'evt_refused'")).toEqual([
      { outcome: 'parked', error: expect.stringContaining('The read model refused it') },
    ])
    expect(errorLogs().join()).toContain('"event":"input_parked"')
  })

  it('parks nothing for a database that is not as it should be, however long that lasts', async () => {
    expectErrorLogs()
    const tenant = newTenant()
    await rpc(tenant).poke(tenant)
    await replaceBindings(tenant, (bindings) => ({
      DB: withBatch(bindings.DB, async () => {
        throw new Error('D1_ERROR: no such table: events: SQLITE_ERROR')
      }),
    }))
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))
    for (let turn = 0; turn < 12; turn += 1) await runDurableObjectAlarm(stubOf(tenant))
    expect(await sql(tenant, 'SELECT outcome FROM inbox')).toEqual([{ outcome: 'processed' }])
    await replaceBindings(tenant, () => ({}))
    await settle(tenant)
    expect((await readModelState(tenant)).events).toMatchObject([{ id: 'evt_1', outcome: 'processed' }])
  })

  it('survives eviction with an undrained inbox', async () => {
    const tenant = newTenant()
    const { events } = makeHistory(4, 20, 5)
    for (const event of events) await rpc(tenant).ingest(tenant, incoming(event))
    await evictDurableObject(stubOf(tenant))
    await vi.waitFor(async () => expect((await readModelState(tenant)).events).toHaveLength(events.length), 10_000)
  })

  it('keeps a product and a price of the same id apart', async () => {
    const tenant = newTenant()
    const price = { id: 'gold', object: 'price', currency: 'usd', active: true, product: 'gold' }
    const product = { id: 'gold', object: 'product', name: 'Gold', active: true }
    await rpc(tenant).ingest(tenant, incoming({ ...productEvent('evt_1'), data: { object: product } }))
    await rpc(tenant).ingest(
      tenant,
      incoming({ ...productEvent('evt_2', { at: T0 + 1 }), type: 'price.created', data: { object: price } }),
    )
    await settle(tenant)
    expect((await readModelState(tenant)).objects).toMatchObject([
      { name: 'Gold', version: T0 },
      { currency: 'usd', version: T0 + 1 },
    ])
  })

  it('asks for the object that a thin event names, where a key may', async () => {
    const tenant: Tenant = { accountId: 'acc_default', mode: 'test' }
    const sent: unknown[] = []
    await rpc(tenant).poke(tenant)
    await replaceBindings(tenant, () => ({
      STRIPE_SECRET_KEY: 'sk_test_key',
      SYNC_QUEUE: { sendBatch: async (messages: { body: unknown }[]) => sent.push(...messages) } as unknown as Queue,
    }))
    const related_object = { id: 'sub_thin', type: 'subscription', url: '/v1/subscriptions/sub_thin' }
    const thin = {
      id: 'evt_thin',
      object: 'v2.core.event',
      type: 'v1.customer.subscription.past_due',
      livemode: false,
      created: '2026-11-01T10:00:00Z',
    }
    await rpc(tenant).ingest(tenant, incoming({ ...thin, related_object }))
    await settle(tenant)
    expect(sent).toMatchObject([{ body: { task: 'refetch', objectType: 'subscription', objectId: 'sub_thin' } }])
    expect(String((await eventRow(tenant, 'evt_thin'))?.notes)).toContain('Stripe is being asked for it')
  })

  it('projects objects that are hostile in size, and the rest with them', async () => {
    const tenant = newTenant()
    const items = Array.from({ length: 30_000 }, () => ({}))
    const subscription = { id: 'sub_big', status: 'active', items: { data: items } }
    const customer = { id: 'cus_big', name: '"'.repeat(300_000), email: 'x' }
    const idless = { id: 'p'.repeat(300), name: 'Pro' }
    const send = (id: string, type: string, object: object) =>
      rpc(tenant).ingest(tenant, incoming({ ...productEvent(id), type, data: { object } }))
    await send('evt_1', 'customer.subscription.updated', subscription)
    await send('evt_2', 'customer.updated', customer)
    await send('evt_3', 'product.updated', idless)
    await send('evt_4', 'product.updated', { id: 'prod_1', name: 'Pro' })
    await settle(tenant)
    const { events, objects } = await readModelState(tenant)
    expect(events).toMatchObject([
      { outcome: 'processed' },
      { outcome: 'processed' },
      { outcome: 'ignored' },
      { outcome: 'processed' },
    ])
    expect(objects).toMatchObject([{ id: 'prod_1' }, { id: 'cus_big' }, { id: 'sub_big' }])
  })

  it('takes large payloads in turns, so that they never lie in memory all at once', async () => {
    const tenant = newTenant()
    const filler = 'x'.repeat(900_000)
    for (let at = 0; at < 12; at += 1) {
      await rpc(tenant).ingest(
        tenant,
        incoming({ ...productEvent(`evt_${at}`), type: 'x.y', data: { object: { filler } } }),
      )
    }
    await runDurableObjectAlarm(stubOf(tenant))
    expect((await readModelState(tenant)).events.length).toBeLessThan(8)
    await settle(tenant)
    expect((await readModelState(tenant)).events).toHaveLength(12)
  })

  it('answers for its own tenant only', async () => {
    const alice = newTenant()
    const bob = newTenant()
    await rpc(alice).ingest(alice, incoming(productEvent('evt_1')))
    await runInDurableObject(stubOf(alice), async (instance) => {
      await expect(instance.ingest(bob, incoming(productEvent('evt_2')))).rejects.toThrow('another tenant')
    })
    await settle(alice)
    expect((await readModelState(alice)).events).toMatchObject([{ id: 'evt_1' }])
  })

  it('keeps accounts and modes apart, even for the same event id', async () => {
    const alice = newTenant('test')
    const live: Tenant = { ...alice, mode: 'live' }
    const bob = newTenant('test')
    await rpc(alice).ingest(alice, incoming(productEvent('evt_1', { name: 'Alice test' })))
    await rpc(live).ingest(live, incoming(productEvent('evt_1', { name: 'Alice live', livemode: true })))
    await rpc(bob).ingest(bob, incoming(productEvent('evt_1', { name: 'Bob test' })))
    for (const tenant of [alice, live, bob]) await settle(tenant)
    const names = await Promise.all([alice, live, bob].map(async (tenant) => (await readModelState(tenant)).objects))
    expect(names).toMatchObject([[{ name: 'Alice test' }], [{ name: 'Alice live' }], [{ name: 'Bob test' }]])
  })

  it('rebuilds a lost read model from what it holds', async () => {
    const tenant = newTenant()
    const { events } = makeHistory(9, 12, 4)
    for (const event of events) await rpc(tenant).ingest(tenant, incoming(event))
    await settle(tenant)
    const before = await readModelState(tenant)
    for (const table of ['events', 'products', 'prices', 'customers', 'customer_terms', 'term_blocks']) {
      await env.DB.prepare(`DELETE FROM ${table} WHERE account_id = ?1`).bind(tenant.accountId).run()
    }
    await rpc(tenant).reproject(tenant)
    await vi.waitFor(async () => expect(await readModelState(tenant)).toEqual(before), 10_000)
  })

  it('keeps what is parked whole, however old, until a person has dealt with it', async () => {
    expectErrorLogs()
    const tenant = newTenant()
    await rpc(tenant).ingest(tenant, { ...incoming(productEvent('evt_poison')), payload: '{"broken' })
    await rpc(tenant).ingest(tenant, incoming({ ...productEvent('evt_last'), type: 'x.y' }))
    for (const seconds of [0, 2, 6, 31, 121]) {
      await rpc(tenant).advanceClock(tenant, seconds)
      await settle(tenant)
    }
    expect(await eventRow(tenant, 'evt_poison')).toMatchObject({ outcome: 'parked' })
    await rpc(tenant).advanceClock(tenant, 400 * 86_400)
    await vi.waitFor(async () => expect(await eventRow(tenant, 'evt_last')).toMatchObject({ payload: null }), 5_000)
    await settle(tenant)
    expect(await eventRow(tenant, 'evt_poison')).toMatchObject({ outcome: 'parked', payload: '{"broken' })
    expect(await sql(tenant, "SELECT payload FROM inbox WHERE key = 'evt_poison'")).toEqual([{ payload: '{"broken' }])
  })

  it('rebuilds after the object was restored to an earlier time, when numbers were given out twice', async () => {
    const tenant = newTenant()
    for (const id of ['evt_1', 'evt_2', 'evt_3']) await rpc(tenant).ingest(tenant, incoming(productEvent(id)))
    await settle(tenant)
    await runInDurableObject(stubOf(tenant), (_object, state) => {
      state.storage.sql.exec('DELETE FROM inbox WHERE seq > 1')
      state.storage.sql.exec("UPDATE meta SET value = '1' WHERE key IN ('drained_seq', 'projected_seq')")
    })
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_9', { at: T0 + 9, name: 'Nine' })))
    await rpc(tenant).reproject(tenant)
    await vi.waitFor(async () => {
      expect((await readModelState(tenant)).events).toMatchObject([{ id: 'evt_1' }, { id: 'evt_9' }])
    }, 10_000)
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_2')))
    await settle(tenant)
    expect((await readModelState(tenant)).events).toMatchObject([{ id: 'evt_1' }, { id: 'evt_2' }, { id: 'evt_9' }])
  })

  it('rests when only a row that retention removed is left to be projected', async () => {
    const tenant = newTenant()
    await rpc(tenant).ingest(tenant, incoming(productEvent('evt_1')))
    await settle(tenant)
    await sql(tenant, 'INSERT INTO reprojections (seq) VALUES (999)')
    await rpc(tenant).poke(tenant)
    await runDurableObjectAlarm(stubOf(tenant))
    const alarmMs = await runInDurableObject(stubOf(tenant), (_object, state) => state.storage.getAlarm())
    expect(alarmMs).toBeGreaterThan(Date.now() + 86_400_000)
    await sql(tenant, 'DELETE FROM reprojections')
  })

  it('removes a payload that was kept for a person as soon as it has been dealt with', async () => {
    expectErrorLogs()
    const tenant = newTenant()
    const poison = incoming(productEvent('evt_poison'))
    await rpc(tenant).ingest(tenant, { ...poison, payload: '{"broken' })
    await rpc(tenant).ingest(tenant, incoming({ ...productEvent('evt_last'), type: 'x.y' }))
    for (const seconds of [0, 2, 6, 31, 121, 31 * 86_400 + 7_200]) {
      await rpc(tenant).advanceClock(tenant, seconds)
      await settle(tenant)
    }
    await vi.waitFor(async () => expect(await eventRow(tenant, 'evt_last')).toMatchObject({ payload: null }), 5_000)
    await runInDurableObject(stubOf(tenant), (_object, state) => {
      state.storage.sql.exec('UPDATE inbox SET payload = ? WHERE key = ?', poison.payload, 'evt_poison')
    })
    await rpc(tenant).replay(tenant, { ids: ['evt_poison'], force: false })
    await settle(tenant)
    expect(await eventRow(tenant, 'evt_poison')).toMatchObject({ outcome: 'processed', payload: null })
  })

  it('removes payloads after 30 days and events after 365, but never the newest', async () => {
    const tenant = newTenant()
    for (const id of ['evt_1', 'evt_2', 'evt_3'])
      await rpc(tenant).ingest(tenant, incoming({ ...productEvent(id), type: 'x.y' }))
    await settle(tenant)
    await rpc(tenant).advanceClock(tenant, 31 * 86_400 + 7_200)
    await vi.waitFor(
      async () => expect(await eventRow(tenant, 'evt_2')).toMatchObject({ payload: null, outcome: 'ignored' }),
      5_000,
    )
    expect(await sql(tenant, 'SELECT key FROM inbox WHERE payload IS NULL')).toHaveLength(3)
    expect(await rpc(tenant).replay(tenant, { ids: ['evt_2'], force: false })).toEqual({
      replayed: [],
      missing: ['evt_2'],
    })
    await rpc(tenant).advanceClock(tenant, 335 * 86_400)
    await vi.waitFor(async () => expect((await readModelState(tenant)).events).toMatchObject([{ id: 'evt_3' }]), 5_000)
    expect(await sql(tenant, 'SELECT key FROM inbox')).toEqual([{ key: 'evt_3' }])
  })
})
