import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, it, vi } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { incoming, newTenant, rpc, settle, stubOf } from './tenant.ts'

const DAY = 86_400
const WITHIN = { timeout: 5_000, interval: 50 }

/** The events that are left, in the object and in D1, and whether their payloads are. */
async function left(tenant: Tenant): Promise<Record<'object' | 'd1', [string, boolean][]>> {
  const inObject = await runInDurableObject(stubOf(tenant), (_object, state) =>
    state.storage.sql
      .exec<{ id: string; kept: number }>('SELECT key AS id, payload IS NOT NULL AS kept FROM inbox ORDER BY seq')
      .toArray(),
  )
  const { results } = await env.DB.prepare(
    'SELECT id, payload IS NOT NULL AS kept FROM events WHERE account_id = ?1 ORDER BY seq',
  )
    .bind(tenant.accountId)
    .all<{ id: string; kept: number }>()
  const shown = (rows: { id: string; kept: number }[]): [string, boolean][] =>
    rows.map((row) => [row.id, row.kept === 1])
  return { object: shown(inObject), d1: shown(results) }
}

async function received(...ids: string[]): Promise<Tenant> {
  const tenant = newTenant()
  for (const id of ids) {
    const event = { id, object: 'event', type: 'x.y', created: 1, livemode: false, data: { object: { id: 'x_1' } } }
    await rpc(tenant).ingest(tenant, incoming(event))
  }
  await settle(tenant)
  return tenant
}

it('payloads and events go after as many days as the settings say', async () => {
  const tenant = await received('evt_1', 'evt_2')
  await rpc(tenant).changeSettings(tenant, { retention: { payload_days: 2, event_days: 40 } }, 'operator')
  await rpc(tenant).advanceClock(tenant, DAY)
  await settle(tenant)
  expect((await left(tenant)).object).toEqual([
    ['evt_1', true],
    ['evt_2', true],
  ])
  await rpc(tenant).advanceClock(tenant, DAY + 7_200)
  const withoutPayloads = [
    ['evt_1', false],
    ['evt_2', false],
  ]
  await vi.waitFor(
    async () => expect(await left(tenant)).toEqual({ object: withoutPayloads, d1: withoutPayloads }),
    WITHIN,
  )
  await rpc(tenant).advanceClock(tenant, 38 * DAY)
  const newest = [['evt_2', false]]
  await vi.waitFor(async () => expect(await left(tenant)).toEqual({ object: newest, d1: newest }), WITHIN)
})

it('a setting that is longer than ours keeps payloads longer', async () => {
  const tenant = await received('evt_1', 'evt_2')
  await rpc(tenant).changeSettings(tenant, { retention: { payload_days: 60 } }, 'operator')
  await rpc(tenant).advanceClock(tenant, 40 * DAY)
  await settle(tenant)
  expect((await left(tenant)).d1).toEqual([
    ['evt_1', true],
    ['evt_2', true],
  ])
})

it('what a shorter setting finds of age goes at once', async () => {
  const tenant = await received('evt_1')
  await rpc(tenant).advanceClock(tenant, 5 * DAY)
  await rpc(tenant).changeSettings(tenant, { retention: { payload_days: 3 } }, 'operator')
  await vi.waitFor(async () => expect((await left(tenant)).d1).toEqual([['evt_1', false]]), WITHIN)
})
