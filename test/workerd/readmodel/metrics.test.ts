import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { MovementKind } from '../../../worker/domain/customer.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { readMetrics } from '../../../worker/readmodel/metrics.ts'
import { upsertMrrDays, upsertTallies } from '../../../worker/readmodel/write-customers.ts'
import { newTenant } from '../account/tenant.ts'
import { countingReads } from './customers.ts'

type Day = [day: string, currency: string, kind: MovementKind, amount: number, movements: number]

async function told(days: Day[], tallies: Record<string, number> = {}): Promise<Tenant> {
  const tenant = newTenant()
  await env.DB.batch([
    ...upsertMrrDays(
      env.DB,
      tenant,
      days.map(([day, currency, kind, amount, movements]) => ({ day, currency, kind, amount, movements, rev: 1 })),
    ),
    ...upsertTallies(
      env.DB,
      tenant,
      Object.entries(tallies).map(([name, n]) => ({ name, n, rev: 1 })),
    ),
  ])
  return tenant
}

const range = (from: string, to: string) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) })
const NONE = { new: 0, reactivation: 0, expansion: 0, contraction: 0, churn: 0 }
const UNMOVED = { amount: 0, count: 0 }

describe('metrics', () => {
  it('begin with the MRR of all days before, and end with that of the last day, by currency', async () => {
    const tenant = await told([
      ['2024-02-29', 'usd', 'new', 5_000, 2],
      ['2026-11-20', 'usd', 'churn', -1_000, 1],
      ['2026-11-21', 'usd', 'new', 2_000, 1],
      ['2026-11-21', 'usd', 'contraction', -500, 1],
      ['2026-11-23', 'usd', 'new', 300, 3],
      ['2026-11-24', 'usd', 'expansion', 9_999, 1],
      ['2026-11-22', 'eur', 'new', 700, 1],
      ['2026-11-25', 'jpy', 'new', 1, 1],
    ])
    const { currencies } = await readMetrics(env.DB, tenant, range('2026-11-21T13:30:00Z', '2026-11-23T00:00:01Z'))
    expect(currencies).toEqual([
      {
        ...{ currency: 'eur', mrrStart: 0, mrrEnd: 700 },
        movements: {
          ...{ new: { amount: 700, count: 1 }, reactivation: UNMOVED, expansion: UNMOVED },
          ...{ contraction: UNMOVED, churn: UNMOVED },
        },
        days: [
          { date: '2026-11-21', mrr: 0, ...NONE },
          { date: '2026-11-22', mrr: 700, ...NONE, new: 700 },
          { date: '2026-11-23', mrr: 700, ...NONE },
        ],
      },
      {
        ...{ currency: 'usd', mrrStart: 4_000, mrrEnd: 5_800 },
        movements: {
          ...{ new: { amount: 2_300, count: 4 }, reactivation: UNMOVED, expansion: UNMOVED },
          ...{ contraction: { amount: -500, count: 1 }, churn: UNMOVED },
        },
        days: [
          { date: '2026-11-21', mrr: 5_500, ...NONE, new: 2_000, contraction: -500 },
          { date: '2026-11-22', mrr: 5_500, ...NONE },
          { date: '2026-11-23', mrr: 5_800, ...NONE, new: 300 },
        ],
      },
    ])
  })

  it('take a range that ends at midnight for one that ends with the day before', async () => {
    const tenant = await told([['2026-11-22', 'usd', 'new', 100, 1]])
    const { currencies } = await readMetrics(env.DB, tenant, range('2026-11-20T00:00:00Z', '2026-11-22T00:00:00Z'))
    expect(currencies).toEqual([])
  })

  it('count events by hour (UTC), also hours in which none came, for the last 168 of the range', async () => {
    const tenant = await told([], {
      ...{ 'events:2026112023': 9, 'events:2026112107': 12, 'parked:2026112107': 2, 'unmatched:2026112108': 1 },
      ...{ 'events:2026112109': 4, customers: 77 },
    })
    const hour = (at: string) => Date.parse(`2026-11-${at}:00:00Z`)
    const short = await readMetrics(env.DB, tenant, range('2026-11-21T07:59:00Z', '2026-11-21T09:00:00Z'))
    expect(short).toMatchObject({
      customers: 77,
      hours: [
        { hourMs: hour('21T07'), received: 12, parked: 2, unmatched: 0 },
        { hourMs: hour('21T08'), received: 0, parked: 0, unmatched: 1 },
      ],
    })
    const { hours } = await readMetrics(env.DB, tenant, range('2025-11-21T00:00:00Z', '2026-11-21T09:30:00Z'))
    expect([hours.length, hours[0]?.hourMs, hours.at(-1)]).toEqual([
      168,
      hour('14T10'),
      { hourMs: hour('21T09'), received: 4, parked: 0, unmatched: 0 },
    ])
  })

  it('read days and hours, however much happened in them', async () => {
    const days = Array.from({ length: 400 }, (_, at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10))
    const tenant = await told(days.map((day): Day => [day, 'usd', 'new', 1, 100_000]))
    const { db, rowsRead } = countingReads(env.DB)
    const { currencies } = await readMetrics(db, tenant, range('2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'))
    expect(currencies).toMatchObject([{ mrrStart: 334, mrrEnd: 365 }])
    expect(rowsRead()).toBeLessThan(2 * days.length)
  })
})
