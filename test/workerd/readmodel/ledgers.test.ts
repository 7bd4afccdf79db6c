import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Unmatched } from '../../../worker/domain/customer.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { readChangedSettings } from '../../../worker/readmodel/account-settings.ts'
import { listMovements } from '../../../worker/readmodel/movements.ts'
import { listTallies, readTallies } from '../../../worker/readmodel/tallies.ts'
import { countUnmatched, listUnmatched, readUnmatched } from '../../../worker/readmodel/unmatched.ts'
import {
  upsertMovements,
  upsertMrrDays,
  upsertSettings,
  upsertTallies,
  upsertUnmatched,
} from '../../../worker/readmodel/write-customers.ts'
import { newTenant } from '../account/tenant.ts'

async function write(statements: D1PreparedStatement[]): Promise<number> {
  const results = await env.DB.batch(statements)
  return results.reduce((written, { meta }) => written + meta.rows_written, 0)
}

describe('tallies', () => {
  const tally = (tenant: Tenant, n: number, rev: number, name = 'stage:customer') =>
    write(upsertTallies(env.DB, tenant, [{ name, n, rev }]))

  it('keep their newest revision, and are 0 where nothing was counted', async () => {
    const tenant = newTenant()
    expect(await tally(tenant, 5, 2)).toBe(1)
    expect(await tally(tenant, 5, 2)).toBe(0)
    expect(await tally(tenant, 4, 1)).toBe(0)
    expect(await readTallies(env.DB, tenant, ['stage:customer', 'stage:trial'])).toEqual(
      new Map([
        ['stage:customer', 5],
        ['stage:trial', 0],
      ]),
    )
    expect(await readTallies(env.DB, { ...tenant, mode: 'live' }, ['stage:customer'])).toEqual(
      new Map([['stage:customer', 0]]),
    )
  })

  it('are listed by what their names begin with, but for those that came to 0', async () => {
    const tenant = newTenant()
    for (const [name, n] of [
      ['stage:', 1],
      ['stage:a_b', 2],
      ['stage:é', 3],
      ['stage:gone', 0],
      ['stages', 9],
    ] as const)
      await tally(tenant, n, 1, name)
    expect(await listTallies(env.DB, tenant, 'stage:')).toEqual([
      { name: '', count: 1 },
      { name: 'a_b', count: 2 },
      { name: 'é', count: 3 },
    ])
  })
})

describe('what waits for a person', () => {
  const waiting = (id: string): Unmatched => ({
    ...{ stripe_customer_id: id, email: `${id}@example.com`, name: null, user_id: null, reason: 'ambiguous_email' },
    ...{ candidates: ['cust_1', 'cust_2'], events: ['evt_1'], since: '2026-11-22T00:00:00Z' },
  })
  const put = (tenant: Tenant, number: number, rev: number, open: boolean) =>
    write(
      upsertUnmatched(env.DB, tenant, [
        { stripeCustomerId: `cus_${number}`, number, rev, open, body: waiting(`cus_${number}`) },
      ]),
    )

  it('is listed newest first until it is settled, and a late revision does not bring it back', async () => {
    const tenant = newTenant()
    for (const number of [1, 2, 3, 4]) await put(tenant, number, 1, true)
    await put(tenant, 3, 2, false)
    await put(tenant, 3, 1, true)
    const first = await listUnmatched(env.DB, tenant, { limit: 2, after: null })
    expect(first).toEqual([
      { number: 4, unmatched: waiting('cus_4') },
      { number: 2, unmatched: waiting('cus_2') },
    ])
    expect(await listUnmatched(env.DB, tenant, { limit: 2, after: 2 })).toMatchObject([{ number: 1 }])
    expect(await countUnmatched(env.DB, tenant)).toBe(3)
    expect(await readUnmatched(env.DB, tenant, 'cus_2')).toEqual({ number: 2, unmatched: waiting('cus_2') })
    expect(await readUnmatched(env.DB, tenant, 'cus_3')).toBeNull()
  })
})

describe('movements', () => {
  it('are listed newest first for their customer, and made once', async () => {
    const tenant = newTenant()
    const movement = (seq: number, customerId = 'cust_1') => ({
      ...{
        customerId,
        seq,
        kind: 'new' as const,
        currency: 'usd',
        amount: -seq,
        at: 1_790_000_000 + seq,
        input: `evt_${seq}`,
      },
    })
    const rows = [movement(1), movement(2, 'cust_2'), movement(3), movement(4)]
    expect(await write(upsertMovements(env.DB, tenant, rows))).toBe(4)
    expect(await write(upsertMovements(env.DB, tenant, rows))).toBe(0)
    expect(await listMovements(env.DB, tenant, 'cust_1', { limit: 2, after: null })).toEqual([movement(4), movement(3)])
    expect(await listMovements(env.DB, tenant, 'cust_1', { limit: 2, after: 3 })).toEqual([movement(1)])
  })
})

describe('days of MRR', () => {
  it('keep their newest revision', async () => {
    const tenant = newTenant()
    const day = { day: '2026-11-22', currency: 'usd', kind: 'new' as const }
    const put = (amount: number, rev: number) =>
      write(upsertMrrDays(env.DB, tenant, [{ ...day, amount, movements: rev, rev }]))
    expect([await put(100, 1), await put(300, 3), await put(300, 3), await put(200, 2)]).toEqual([1, 1, 0, 0])
    const held = await env.DB.prepare('SELECT amount, movements FROM mrr_days WHERE account_id = ?1')
      .bind(tenant.accountId)
      .all()
    expect(held.results).toEqual([{ amount: 300, movements: 3 }])
  })
})

describe('settings', () => {
  it('are as they were changed last, and unchanged before that', async () => {
    const tenant = newTenant()
    expect(await readChangedSettings(env.DB, tenant)).toEqual({ changed: {}, segments: [], clockOffsetMs: 0 })
    const segments = [{ id: 'seg_1', name: 'VIP', conditions: [], createdAtMs: 1 }]
    const changed = { access: { grace_days: 3 }, price_mapping: { 'price_"1': ['a'] } }
    expect(await write(upsertSettings(env.DB, tenant, { rev: 2, changed, segments, clockOffsetMs: 0 }))).toBe(1)
    expect(await write(upsertSettings(env.DB, tenant, { rev: 1, changed: {}, segments: [], clockOffsetMs: 0 }))).toBe(0)
    expect(await readChangedSettings(env.DB, tenant)).toEqual({ changed, segments, clockOffsetMs: 0 })
  })
})
