import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { JobKind, JobRecord } from '../../../worker/domain/job.ts'
import { connection, connectionWays } from '../../../worker/http/schemas/connection.ts'
import { job } from '../../../worker/http/schemas/job.ts'
import { newAccount, type TestAccount } from '../connect/accounts.ts'
import { newKey, newStripeAccount } from '../connect/stripe.ts'

function insertJob(
  account: TestAccount,
  id: string,
  kind: JobKind,
  createdAtMs: number,
  more: Partial<JobRecord> = {},
) {
  const record: JobRecord = {
    ...{ id, kind, status: 'done', createdAtMs, updatedAtMs: createdAtMs, finishedAtMs: createdAtMs + 500 },
    ...{
      resource: null,
      done: {},
      total: {},
      held: null,
      skipped: [],
      requests: 1,
      pages: 1,
      found: 0,
      error: null,
      ...more,
    },
  }
  return env.DB.prepare(
    `INSERT INTO jobs (account_id, mode, id, kind, status, created_at, finished_at, rev, record)
     VALUES (?1, 'test', ?2, ?3, ?4, ?5, ?6, 1, ?7)`,
  )
    .bind(account.id, id, kind, record.status, createdAtMs, record.finishedAtMs, JSON.stringify(record))
    .run()
}

describe('jobs', () => {
  it('are listed newest first, page by page, and by kind', async () => {
    const account = await newAccount()
    for (const [at, kind] of (['import', 'catch_up', 'catalog_sync', 'catch_up', 'resync'] as const).entries())
      await insertJob(account, `job_${at}`, kind, 1_790_000_000_000 + at)
    const seen: string[] = []
    let after = ''
    do {
      const { body } = await account.ask('GET', `/jobs?limit=2${after && `&after=${after}`}`)
      seen.push(...body.data.map(({ id }: { id: string }) => id))
      after = body.next_cursor
    } while (after)
    expect(seen).toEqual(['job_4', 'job_3', 'job_2', 'job_1', 'job_0'])
    const { body } = await account.ask('GET', '/jobs?kind=catch_up')
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual(['job_3', 'job_1'])
    expect((await account.ask('GET', '/jobs?kind=other')).status).toBe(422)
  })

  it('are shown one by one as the schema says, and not to others', async () => {
    const [account, other] = [await newAccount(), await newAccount()]
    await insertJob(account, 'job_one', 'import', 1_790_000_000_000, { done: { products: 3 } })
    const { body } = await account.ask('GET', '/jobs/job_one')
    expect(job.strict().parse(body)).toEqual(body)
    expect(body).toMatchObject({ id: 'job_one', done: { products: 3 }, created_at: '2026-09-21T14:13:20Z' })
    expect((await other.ask('GET', '/jobs/job_one')).status).toBe(404)
    expect((await account.ask('GET', '/jobs/job_one', undefined, 'live')).status).toBe(404)
  })

  it('that have just begun can be asked for at once; one that runs is not begun twice', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    const begun = await account.ask('POST', '/connection/import', { import_months: 2 })
    expect(begun.status).toBe(202)
    const answer = await account.ask('GET', `/jobs/${begun.body.id}`)
    expect([answer.status, answer.body.kind]).toEqual([200, 'import'])
    expect((await account.connection()).import_months).toBe(2)
    await vi.waitFor(async () => {
      expect(await account.connection()).toMatchObject({ status: 'connected', import: { status: 'done' } })
    }, 20_000)
    const shown = await account.connection()
    expect(connection.strict().parse(shown)).toEqual(shown)
  })

  it('tell the connection what was last read, and both sides of the catalog', async () => {
    const account = await newAccount()
    const counts = { products: 4, prices: 9, coupons: 1 }
    await insertJob(account, 'job_1', 'import', 1_790_000_000_000, { done: counts, held: counts })
    await insertJob(account, 'job_2', 'catch_up', 1_790_000_100_000)
    await insertJob(account, 'job_3', 'catalog_sync', 1_790_000_200_000, {
      done: counts,
      held: { ...counts, prices: 8 },
    })
    await insertJob(account, 'job_4', 'catch_up', 1_790_000_300_000, { status: 'failed' })
    expect(await account.connection()).toMatchObject({
      import: { id: 'job_1' },
      last_catch_up_at: '2026-09-21T14:15:00Z',
      last_catalog_sync_at: '2026-09-21T14:16:40Z',
      catalog: { at: '2026-09-21T14:16:40Z', stripe: counts, billhook: { ...counts, prices: 8 } },
    })
  })
})

describe('the ways to connect', () => {
  it('name each permission with its box, and the prefilled page of the mode', async () => {
    const account = await newAccount()
    const { body } = await account.ask('GET', '/connection/ways')
    expect(connectionWays.strict().parse(body)).toEqual(body)
    const url = new URL(body.restricted_key.create_url)
    expect(url.origin + url.pathname).toBe('http://stripe.test/test/apikeys/create')
    expect(url.searchParams.get('permissions[0]')).toBe('rak_customer_read')
    expect([...url.searchParams.keys()]).toHaveLength(1 + body.restricted_key.permissions.length)
    expect(body.restricted_key.permissions).toContainEqual(
      expect.objectContaining({ name: 'rak_plan_read', box: 'Prices', access: 'Read', required: true }),
    )
    expect(body.connect_oauth).toEqual({ available: true, scope: 'read_write', reason: null })
    expect(body.webhook_only.url).toBe(account.webhookUrl)
    const live = await account.ask('GET', '/connection/ways', undefined, 'live')
    expect(live.body.restricted_key.create_url).toMatch(/stripe.test\/apikeys\/create/)
  })
})
