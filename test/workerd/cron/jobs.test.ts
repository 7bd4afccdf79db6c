import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { Bindings } from '../../../worker/config.ts'
import { runCron } from '../../../worker/cron/jobs.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import wranglerToml from '../../../wrangler.toml?raw'
import { expectErrorLogs } from '../../support/console.ts'
import { makeHistory } from '../../support/history.ts'
import { incoming, readModelState, rpc, stubOf } from '../account/tenant.ts'

const TENANT: Tenant = { accountId: 'acc_default', mode: 'test' }
const DAY_MS = 86_400_000

describe('crons', () => {
  it('every cron of wrangler.toml has a job', async () => {
    const crons = [...(/crons = \[(.*)\]/.exec(wranglerToml)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
      (match) => match[1] as string,
    )
    expect(crons.length).toBeGreaterThan(0)
    for (const cron of crons) await runCron(cron, env as Bindings, Date.now())
    await expect(runCron('0 0 1 1 *', env as Bindings, 0)).rejects.toThrow('No job for the cron')
  })

  it('the sweep revives a backlog whose alarm was lost', async () => {
    const { events } = makeHistory(5, 4, 3)
    await runInDurableObject(stubOf(TENANT), async (object, state) => {
      for (const event of events) await object.ingest(TENANT, incoming(event))
      await state.storage.deleteAlarm()
    })
    expect((await readModelState(TENANT)).events).toHaveLength(0)
    await runCron('*/5 * * * *', env as Bindings, Date.now())
    await vi.waitFor(async () => expect((await readModelState(TENANT)).events).toHaveLength(events.length), 10_000)
    expect((await rpc(TENANT).poke(TENANT)).pending).toBe(0)
  })

  it('a failing job is logged and fails, so that the platform shows it', async () => {
    expectErrorLogs()
    const broken = {
      ...env,
      DB: {
        prepare: () => {
          throw new Error('D1 is down')
        },
      },
    } as unknown as Bindings
    await expect(runCron('*/5 * * * *', broken, 0)).rejects.toThrow('D1 is down')
  })

  it('tidying removes what has run out and nothing else', async () => {
    const now = Date.now()
    await env.DB.batch([
      env.DB.prepare(
        "INSERT INTO signing_secrets (id, connection_id, sealed, valid_until, created_at) VALUES ('old', 'con_default_test', 'x', ?1, 0), ('new', 'con_default_test', 'x', NULL, 0)",
      ).bind(now - 1),
      env.DB.prepare(
        "INSERT INTO intake_counts (scope, reason, hour, count) VALUES ('platform', 'a', ?1, 1), ('platform', 'b', ?2, 1)",
      ).bind(now - 31 * DAY_MS, now - DAY_MS),
      env.DB.prepare(
        "INSERT INTO idempotency_keys (account_id, mode, key, request_hash, created_at) VALUES ('acc_default', 'test', 'old', 'h', ?1), ('acc_default', 'test', 'new', 'h', ?2)",
      ).bind(now - 2 * DAY_MS, now - 1000),
    ])
    await runCron('17 3 * * *', env as Bindings, now)
    const left = await Promise.all(
      [
        'SELECT id AS name FROM signing_secrets',
        'SELECT reason AS name FROM intake_counts',
        'SELECT key AS name FROM idempotency_keys',
      ].map(async (statement) =>
        (await env.DB.prepare(statement).all<{ name: string }>()).results.map(({ name }) => name),
      ),
    )
    expect(left).toEqual([['new'], ['b'], ['new']])
  })
})
