import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MovementKind } from '../../../worker/domain/customer.ts'
import { metrics } from '../../../worker/http/schemas/metrics.ts'
import { upsertMrrDays, upsertTallies } from '../../../worker/readmodel/write-customers.ts'
import { call } from './client.ts'
import { OTHER_TENANT, TEST_TENANT } from './customer-rows.ts'

const NONE = { new: 0, reactivation: 0, expansion: 0, contraction: 0, churn: 0 }

function day(date: string, kind: MovementKind, amount: number, currency = 'eur') {
  return { day: date, currency, kind, amount, movements: 1, rev: 1 }
}

beforeAll(async () => {
  const tallies = [
    ...[
      { name: 'customers', n: 4 },
      { name: 'events:2026110300', n: 8 },
      { name: 'parked:2026110300', n: 2 },
    ],
    ...[
      { name: 'unmatched:2026110301', n: 1 },
      { name: 'events:2026110301', n: 2 },
      { name: 'events:2026110400', n: 99 },
    ],
  ].map((tally) => ({ ...tally, rev: 1 }))
  await env.DB.batch([
    ...upsertMrrDays(env.DB, TEST_TENANT, [
      day('2026-10-30', 'new', 1000),
      day('2026-11-01', 'expansion', 500),
      day('2026-11-03', 'churn', -1500),
      day('2026-11-03', 'new', 900, 'usd'),
      day('2026-11-04', 'new', 7777),
    ]),
    ...upsertMrrDays(env.DB, OTHER_TENANT, [day('2026-11-01', 'new', 1)]),
    ...upsertTallies(env.DB, TEST_TENANT, tallies),
  ])
})

describe('metrics', () => {
  it('are MRR and its movements by currency and day, events by hour and how many of them failed', async () => {
    const { status, body } = await call(
      'GET',
      '/api/v1/metrics?from=2026-11-01T00:00:00Z&to=2026-11-03T02:00:00%2B00:00',
    )
    const moved = (amount: number, count = 1) => ({ amount, count })
    const still = {
      new: moved(0, 0),
      reactivation: moved(0, 0),
      expansion: moved(0, 0),
      contraction: moved(0, 0),
      churn: moved(0, 0),
    }
    expect(status).toBe(200)
    expect({ ...body, events_per_hour: body.events_per_hour.slice(-2) }).toEqual({
      ...{ object: 'metrics', from: '2026-11-01T00:00:00Z', to: '2026-11-03T02:00:00Z' },
      currencies: [
        {
          ...{ currency: 'eur', mrr_start: 1000, mrr_end: 0 },
          movements: { ...still, expansion: moved(500), churn: moved(-1500) },
          days: [
            { date: '2026-11-01', mrr: 1500, ...NONE, expansion: 500 },
            { date: '2026-11-02', mrr: 1500, ...NONE },
            { date: '2026-11-03', mrr: 0, ...NONE, churn: -1500 },
          ],
        },
        {
          ...{ currency: 'usd', mrr_start: 0, mrr_end: 900 },
          movements: { ...still, new: moved(900) },
          days: [
            { date: '2026-11-01', mrr: 0, ...NONE },
            { date: '2026-11-02', mrr: 0, ...NONE },
            { date: '2026-11-03', mrr: 900, ...NONE, new: 900 },
          ],
        },
      ],
      events_per_hour: [
        { hour: '2026-11-03T00:00:00Z', received: 8, parked: 2, unmatched: 0 },
        { hour: '2026-11-03T01:00:00Z', received: 2, parked: 0, unmatched: 1 },
      ],
      failure_rates: { parked: 0.2, unmatched: 0.1 },
      customers: { total: 4 },
    })
    expect(body.events_per_hour).toHaveLength(50)
    expect(metrics.strict().parse(body)).toEqual(body)
  })

  it('are of the last 30 days unless told otherwise', async () => {
    const { body } = await call('GET', '/api/v1/metrics', { mode: 'live' })
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(30 * 86_400_000)
    expect(Math.abs(Date.parse(body.to) - Date.now())).toBeLessThan(60_000)
    expect([body.currencies, body.customers, body.failure_rates]).toEqual([
      [],
      { total: 0 },
      { parked: 0, unmatched: 0 },
    ])
    const { body: older } = await call('GET', '/api/v1/metrics?to=2026-11-01T00:00:00Z')
    expect(older.from).toBe('2026-10-02T00:00:00Z')
  })

  it.each([
    ['from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z', '/from', 'range_reversed'],
    ['from=2025-09-27T00:00:00Z&to=2026-11-02T00:00:00Z', '/from', 'range_too_long'],
    ['from=2026-11-01', '/from', 'invalid_format'],
    ['days=7', '/days', 'unknown_name'],
  ])('?%s is 422 at %s', async (query, pointer, code) => {
    const { status, body } = await call('GET', `/api/v1/metrics?${query}`)
    expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([422, pointer, code])
  })
})
