import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { clearSome, READ_MODEL_TABLES } from '../../../worker/readmodel/reset.ts'
import {
  upsertCustomers,
  upsertMovements,
  upsertMrrDays,
  upsertSettings,
  upsertTallies,
  upsertTimelinePages,
  upsertUnmatched,
} from '../../../worker/readmodel/write-customers.ts'
import { newTenant } from '../account/tenant.ts'
import { countingReads, population } from './customers.ts'

/** Tables that requests write; everything else with an account and a mode is projected. */
const WRITTEN_BY_REQUESTS = [
  ...['api_keys', 'connection_conditions', 'connections', 'dev_outbox', 'idempotency_keys', 'oauth_states'],
  'sent_mails',
]

const MANY = 2_300

async function fill(tenant: Tenant): Promise<void> {
  const numbers = Array.from({ length: MANY }, (_, at) => at)
  const waiting = {
    ...{ stripe_customer_id: 'cus_1', email: null, name: null, user_id: null, reason: 'unknown' as const },
    ...{ candidates: [], events: [], since: '2026-11-22T00:00:00Z' },
  }
  const movement = { kind: 'new' as const, currency: 'usd', amount: 1, at: 1, input: 'evt_1' }
  await env.DB.batch([
    ...upsertCustomers(env.DB, tenant, population(MANY)),
    ...upsertTallies(
      env.DB,
      tenant,
      numbers.map((n) => ({ name: `n:${n}`, n, rev: 1 })),
    ),
    ...upsertTimelinePages(
      env.DB,
      tenant,
      numbers.map((n) => ({ customerId: `cust_${n % 9}`, page: n, entries: [] })),
    ),
    ...upsertMovements(
      env.DB,
      tenant,
      numbers.map((seq) => ({ ...movement, customerId: `cust_${seq % 9}`, seq })),
    ),
    ...upsertMrrDays(
      env.DB,
      tenant,
      numbers.map((n) => ({ day: `${n % 9}`, currency: `${n}`, kind: 'new', amount: 1, movements: 1, rev: 1 })),
    ),
    ...upsertUnmatched(
      env.DB,
      tenant,
      numbers.map((number) => ({ stripeCustomerId: `cus_${number}`, number, rev: 1, open: true, body: waiting })),
    ),
    ...upsertSettings(env.DB, tenant, { rev: 1, changed: {}, segments: [], clockOffsetMs: 0 }),
  ])
}

async function countRows(tenant: Tenant, table: string): Promise<number> {
  const row = await env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE account_id = ?1 AND mode = ?2`)
    .bind(tenant.accountId, tenant.mode)
    .first<{ n: number }>()
  return row?.n ?? 0
}

describe('clearing the read model', () => {
  it('knows every table that is projected', async () => {
    const { results } = await env.DB.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all<{
      name: string
      sql: string
    }>()
    const ofTenants = results.filter(({ sql }) => /account_id TEXT/.test(sql) && /\bmode TEXT/.test(sql))
    const projected = ofTenants.map(({ name }) => name).filter((name) => !WRITTEN_BY_REQUESTS.includes(name))
    expect(READ_MODEL_TABLES.map(({ table }) => table).sort()).toEqual(projected.sort())
  })

  it('takes all rows of one tenant and none of another, a thousand at a time, whatever the key', async () => {
    const [tenant, other] = [newTenant(), newTenant()]
    await fill(tenant)
    await fill(other)
    for (const [at, { table }] of READ_MODEL_TABLES.entries()) {
      const before = await countRows(tenant, table)
      let steps = 0
      let done = false
      while (!done) {
        const { db, rowsRead } = countingReads(env.DB)
        done = await clearSome(db, tenant, at)
        steps += 1
        expect(rowsRead()).toBeLessThanOrEqual(4 * 1_000)
        expect(await countRows(tenant, table)).toBe(Math.max(0, before - steps * 1_000))
      }
      expect(steps).toBe(Math.floor(before / 1_000) + 1)
      expect(await countRows(other, table)).toBe(before)
    }
  })
})
