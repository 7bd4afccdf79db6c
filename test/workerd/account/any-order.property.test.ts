import { runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Bindings } from '../../../worker/config.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { makeHistory } from '../../support/history.ts'
import { seededRandom, shuffled } from '../../support/random.ts'
import { deliver, faultyBindings, untilAcknowledged } from './rough-delivery.ts'
import { incoming, newTenant, objectState, readModelState, replaceBindings, rpc, settle, stubOf } from './tenant.ts'

describe('any order, any duplicate, any crash gives the same state', () => {
  const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

  it.each(SEEDS)('history %i: object and read model end alike, and no event is lost', async (seed) => {
    expectErrorLogs()
    const { events, truth } = makeHistory(seed, 8, 6)
    const random = seededRandom(seed * 7919)
    const calm = newTenant()
    await deliver(calm, events, () => 0.5)
    const expected = { object: await objectState(calm), readModel: await readModelState(calm) }

    for (let round = 0; round < 3; round += 1) {
      const tenant = newTenant()
      const duplicates = events.filter(() => random() < 0.3)
      await deliver(tenant, shuffled([...events, ...duplicates], random), random)
      expect(await objectState(tenant)).toEqual(expected.object)
      expect(await readModelState(tenant)).toEqual(expected.readModel)
    }

    expect(expected.readModel.events).toHaveLength(events.length)
    expect(expected.readModel.events.every((event) => (event as { outcome: string }).outcome === 'processed')).toBe(
      true,
    )
    for (const row of expected.object) {
      const last = truth.get(String(row.id))
      expect({ id: row.id, gone: row.gone === 1, body: JSON.parse(String(row.body)) }).toEqual({ id: row.id, ...last })
    }
  })

  it.each([31, 32, 33])(
    'history %i: questions to Stripe survive failing queue sends and end up in the queue',
    async (seed) => {
      expectErrorLogs()
      const random = seededRandom(seed)
      const { events } = makeHistory(seed, 8, 6, { toggles: true })
      const calm = newTenant()
      await deliver(calm, events, () => 0.5)

      const tenant: Tenant = { accountId: 'acc_default', mode: 'test' }
      const queue = faultyQueue(random)
      for (const event of shuffled(events, random)) {
        await untilAcknowledged(() =>
          replaceBindings(tenant, (env, state) => ({ ...faultyBindings(random)(env, state), ...queue.bindings })),
        )
        await untilAcknowledged(() => rpc(tenant).ingest(tenant, incoming(event)))
        if (random() < 0.3) await runDurableObjectAlarm(stubOf(tenant)).catch(() => undefined)
      }
      await untilAcknowledged(() => replaceBindings(tenant, () => queue.bindings))
      await settle(tenant)

      const mine = new Set(events.map((event) => (event.data.object as { id: string }).id))
      expect((await objectState(tenant)).filter(({ id }) => mine.has(String(id)))).toEqual(await objectState(calm))
      expect(queue.failures()).toBeGreaterThan(0)
      expect(queue.asked()).toEqual(await objectsInDoubt(tenant, mine))
    },
  )
})

/** Fails before or after the queue has the messages; what it has is remembered. */
function faultyQueue(random: () => number) {
  const asked = new Set<string>()
  let failures = 0
  const fail = (): never => {
    failures += 1
    throw new Error('Queue: injected')
  }
  const sendBatch = async (messages: { body: { objectId: string } }[]): Promise<void> => {
    if (random() < 0.4) fail()
    for (const { body } of messages) asked.add(body.objectId)
    if (random() < 0.3) fail()
  }
  const bindings = {
    STRIPE_SECRET_KEY: 'sk_test_x',
    SYNC_QUEUE: { sendBatch } as unknown as Queue,
  } satisfies Partial<Bindings>
  return { bindings, asked: () => [...asked].sort(), failures: () => failures }
}

/** Objects of which an event's note says that Stripe is being asked. */
async function objectsInDoubt(tenant: Tenant, among: Set<string>): Promise<string[]> {
  const { results } = await env.DB.prepare(
    "SELECT DISTINCT stripe_object_id AS id FROM events WHERE account_id = ?1 AND mode = ?2 AND notes LIKE '%Stripe is being asked%'",
  )
    .bind(tenant.accountId, tenant.mode)
    .all<{ id: string }>()
  return results
    .map(({ id }) => id)
    .filter((id) => among.has(id))
    .sort()
}
