import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { accountStub } from '../../../worker/account/stub.ts'
import type { Mode, Tenant } from '../../../worker/domain/ids.ts'
import { call } from './client.ts'
import { insertEvents } from './rows.ts'

/** Puts events into the tenant's object as the webhook route does, and waits until the read model shows them decided. */
async function ingest(mode: Mode, ids: string[], type: string): Promise<void> {
  const tenant: Tenant = { accountId: 'acc_default', mode }
  for (const id of ids) {
    await accountStub(env, tenant).ingest(tenant, {
      id,
      type,
      created: 1_790_000_000,
      apiVersion: '2026-10-28.endive',
      source: 'webhook',
      objectId: null,
      stripeCustomerId: null,
      payload: JSON.stringify({ id, object: 'event', type, data: { object: { object: 'plan' } } }),
    })
  }
  await vi.waitFor(async () => {
    const { body } = await call('GET', `/api/v1/events?type=${type}&limit=100`, { mode })
    expect(body.data.filter(({ outcome }: { outcome: string }) => outcome !== 'pending')).toHaveLength(ids.length)
  }, 10_000)
}

describe('replaying one event', () => {
  it('answers 202 with the event, which is pending until it is decided anew', async () => {
    await ingest('test', ['evt_one'], 'plan.one')
    const before = await call('GET', '/api/v1/events/evt_one')
    const answer = await call('POST', '/api/v1/events/evt_one/replay')
    expect(answer.status).toBe(202)
    expect(answer.body).toMatchObject({ id: 'evt_one', object: 'event', payload: { id: 'evt_one' } })
    await vi.waitFor(async () => {
      const { body } = await call('GET', '/api/v1/events/evt_one')
      expect(body.attempts).toBeGreaterThan(before.body.attempts)
      expect(body.outcome).not.toBe('pending')
    }, 10_000)
  })

  it('an event that the object no longer has is 409', async () => {
    await insertEvents([{ seq: 9_000, id: 'evt_gone' }])
    const answer = await call('POST', '/api/v1/events/evt_gone/replay', { body: { force: true } })
    expect([answer.status, answer.body.code]).toEqual([409, 'event_not_replayable'])
  })

  it('an unknown event is 404', async () => {
    expect((await call('POST', '/api/v1/events/evt_unknown/replay')).status).toBe(404)
  })
})

describe('replaying many events', () => {
  it('first answers how many it would be, and replays only when that number is confirmed', async () => {
    await ingest('live', ['evt_a', 'evt_b', 'evt_c'], 'plan.many')
    const replay = (confirm?: number) =>
      call('POST', '/api/v1/events/replay', { mode: 'live', body: { filter: { type: 'plan.*' }, confirm } })
    const asked = await replay()
    expect([asked.status, asked.body]).toEqual([200, { would_replay: 3 }])
    const outdated = await replay(2)
    expect([outdated.status, outdated.body.code, outdated.body.would_replay]).toEqual([409, 'confirmation_outdated', 3])
    const done = await replay(3)
    expect([done.status, done.body]).toEqual([202, { replayed: 3, missing: 0 }])
  })

  it('more than one call’s worth of ids is handed over in chunks, none left out', async () => {
    const seeds = Array.from({ length: 1_100 }, (_, i) => ({ seq: 20_000 + i, type: 'chunk.test' }))
    for (let i = 0; i < seeds.length; i += 100) await insertEvents(seeds.slice(i, i + 100))
    const answer = await call('POST', '/api/v1/events/replay', {
      body: { filter: { type: 'chunk.test' }, confirm: 1_100 },
    })
    expect([answer.status, answer.body]).toEqual([202, { replayed: 0, missing: 1_100 }])
  })

  it('needs a filter, and says so', async () => {
    const answer = await call('POST', '/api/v1/events/replay', { body: {} })
    expect([answer.status, answer.body.errors[0]]).toEqual([
      422,
      { pointer: '/filter', code: 'required', message: 'This is required.' },
    ])
    const typo = await call('POST', '/api/v1/events/replay', { body: { filter: { typ: 'x' } } })
    expect(typo.body.errors[0].pointer).toBe('/filter/typ')
  })
})
