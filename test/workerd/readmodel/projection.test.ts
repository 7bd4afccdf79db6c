import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { type EventProjection, upsertEvents } from '../../../worker/readmodel/write-events.ts'
import { upsertObjects } from '../../../worker/readmodel/write-objects.ts'
import { readFacts } from '../../../worker/stripe/normalise/facts.ts'
import { newTenant } from '../account/tenant.ts'
import { anEvent } from './events.ts'

async function project(tenant: Tenant, events: EventProjection[]): Promise<number> {
  const results = await env.DB.batch(upsertEvents(env.DB, tenant, events))
  return results.reduce((rows, result) => rows + result.meta.rows_written, 0)
}

async function shown(tenant: Tenant, table = 'events'): Promise<Record<string, unknown>[]> {
  const { results } = await env.DB.prepare(`SELECT * FROM ${table} WHERE account_id = ?1 ORDER BY id`)
    .bind(tenant.accountId)
    .all()
  return results
}

describe('the projection', () => {
  it('writes every column as it is, text with quotes and line breaks included', async () => {
    const tenant = newTenant()
    await project(tenant, [anEvent()])
    expect(await shown(tenant)).toMatchObject([
      {
        seq: 1,
        stale: 1,
        processed_at: null,
        received_at: 1_767_225_601_000,
        notes: '["ü \\"quoted\\""]',
        payload: '{"id":"evt_1","text":"line\\nü"}',
        stripe_customer_id: null,
      },
    ])
  })

  it('a batch that arrives late never overwrites a newer revision, and the same one again writes nothing', async () => {
    const tenant = newTenant()
    await project(tenant, [anEvent({ rev: 2, outcome: 'parked' })])
    expect(await project(tenant, [anEvent({ rev: 2, outcome: 'parked' })])).toBe(0)
    expect(await project(tenant, [anEvent({ rev: 1, outcome: 'pending' })])).toBe(0)
    expect(await shown(tenant)).toMatchObject([{ outcome: 'parked', rev: 2 }])
    await project(tenant, [anEvent({ rev: 3, customerId: 'cust_1' })])
    expect(await shown(tenant)).toMatchObject([{ outcome: 'processed', rev: 3, customer_id: 'cust_1' }])
  })

  it('an event costs two rows, an object one', async () => {
    const tenant = newTenant()
    expect(await project(tenant, [anEvent(), anEvent({ seq: 2, id: 'evt_2' })])).toBe(4)
    const facts = readFacts('product', { name: 'Pro' })
    const results = await env.DB.batch(
      upsertObjects(env.DB, tenant, [{ id: 'prod_1', version: 1, eventId: null, deleted: false, rev: 1, facts }]),
    )
    expect(results[0]?.meta.rows_written).toBe(1)
  })

  it('takes hundreds of events, and payloads of a megabyte, in few statements', async () => {
    const tenant = newTenant()
    const payload = JSON.stringify({ text: '"'.repeat(500_000) })
    const events = Array.from({ length: 300 }, (_, at) =>
      anEvent({ seq: at + 1, id: `evt_${at}`, payload: at < 2 ? payload : 'x'.repeat(3_000) }),
    )
    expect(upsertEvents(env.DB, tenant, events).length).toBeLessThan(8)
    await project(tenant, events)
    const rows = await shown(tenant)
    expect(rows).toHaveLength(300)
    expect(rows.filter((row) => row.payload === payload)).toHaveLength(2)
  })

  it.each([
    [
      'products',
      'product',
      { name: 'Pro', active: true, default_price: 'price_1' },
      { name: 'Pro', active: 1, default_price: 'price_1' },
    ],
    [
      'prices',
      'price',
      { unit_amount: 900, currency: 'usd', recurring: { interval: 'year' } },
      { unit_amount: 900, recurring_interval: 'year', recurring_interval_count: 1 },
    ],
  ] as const)('%s keep their facts and their newest revision', async (table, type, object, expected) => {
    const tenant = newTenant()
    const write = (rev: number, deleted: boolean) =>
      env.DB.batch(
        upsertObjects(env.DB, tenant, [
          { id: 'x_1', version: 7, eventId: 'evt_1', deleted, rev, facts: readFacts(type, object) },
        ]),
      )
    await write(2, true)
    await write(1, false)
    expect(await shown(tenant, table)).toMatchObject([
      { id: 'x_1', version: 7, event_id: 'evt_1', deleted: 1, rev: 2, ...expected },
    ])
  })
})
