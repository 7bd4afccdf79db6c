import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { accountStub } from '../../../worker/account/stub.ts'
import { syncMessage } from '../../../worker/account/sync-message.ts'
import { assessSignatures } from '../../../worker/connect/assess-signatures.ts'
import { checkConnection } from '../../../worker/connect/check-connection.ts'
import { noteCatchUp, reportPermissionMissing, reportUnauthorized } from '../../../worker/connect/reports.ts'
import { runTask } from '../../../worker/queue/sync-tasks.ts'
import { listConditions } from '../../../worker/readmodel/conditions.ts'
import { listDoubtful } from '../../../worker/readmodel/connections-doubtful.ts'
import { newAccount, storedRow, type TestAccount } from './accounts.ts'
import { asKey, carryEvents, control, endpointsOf, newKey, newStripeAccount, REQUIRED } from './stripe.ts'

const HOUR_MS = 3_600_000

async function connected(): Promise<{ account: TestAccount; stripe: string; key: string; owner: string }> {
  const stripe = await newStripeAccount()
  const account = await newAccount()
  const [key, owner] = [await newKey(stripe), await newKey(stripe, { permissions: 'all' })]
  await account.connectKey(key)
  return { account, stripe, key, owner }
}

async function codes(account: TestAccount): Promise<string[]> {
  const { conditions } = await account.connection()
  return conditions.map(({ code }: { code: string }) => code)
}

/** The secret of our endpoint was told hours ago. */
async function ageSecrets({ tenant }: TestAccount): Promise<void> {
  const row = await storedRow(tenant)
  await env.DB.prepare('UPDATE signing_secrets SET created_at = created_at - ?2 WHERE connection_id = ?1')
    .bind(row?.id, 2 * HOUR_MS)
    .run()
}

function setConnected(account: TestAccount, column: string, ms: number) {
  return env.DB.prepare(`UPDATE connections SET ${column} = ?2 WHERE account_id = ?1`).bind(account.id, ms).run()
}

describe('looking at a connection from Stripe’s side', () => {
  it('finds nothing where all is well, and says when it looked', async () => {
    const { account } = await connected()
    await setConnected(account, 'checked_at', 1)
    await checkConnection(env, account.tenant)
    expect(await codes(account)).toEqual([])
    expect((await storedRow(account.tenant))?.checked_at).toBeGreaterThan(1)
  })

  it('finds an endpoint that was deleted, and that it is back', async () => {
    const { account, stripe, owner } = await connected()
    const [made] = await endpointsOf(stripe)
    await asKey(owner, 'DELETE', `/v1/webhook_endpoints/${made?.id}`)
    await checkConnection(env, account.tenant)
    const shown = await account.connection()
    expect(shown).toMatchObject({
      status: 'degraded',
      conditions: [{ code: 'endpoint_missing', action: { type: 'repair' } }],
    })
    const [{ since }] = shown.conditions
    await checkConnection(env, account.tenant)
    expect((await account.connection()).conditions).toMatchObject([{ code: 'endpoint_missing', since }])
    await account.ask('POST', '/connection/repair')
    expect(await codes(account)).toEqual([])
  })

  it('tells the owner what it found, and that it is over; each hour also of what only time brings', async () => {
    const { account, stripe, owner } = await connected()
    const noticesOf = async () =>
      (await account.ask('GET', '/notices')).body.data.map(
        ({ kind, about, status }: { kind: string; about: string; status: string }) => `${kind} ${about} ${status}`,
      )
    const told = (...expected: string[]) => vi.waitFor(async () => expect(await noticesOf()).toEqual(expected))
    await vi.waitFor(async () => expect((await account.connection()).import).toMatchObject({ status: 'done' }), {
      timeout: 10_000,
    })
    const [made] = await endpointsOf(stripe)
    await asKey(owner, 'DELETE', `/v1/webhook_endpoints/${made?.id}`)
    await checkConnection(env, account.tenant)
    await told('connection endpoint_missing open')
    await account.ask('POST', '/connection/repair')
    await told('connection endpoint_missing over')
    await setConnected(account, 'connected_at', Date.now() - 4 * HOUR_MS)
    await env.DB.prepare('DELETE FROM jobs WHERE account_id = ?1').bind(account.id).run()
    await runTask(syncMessage(account.tenant, { task: 'check' }), env)
    await told('connection catch_up_late open', 'connection endpoint_missing over')
  })

  it('finds an endpoint that is disabled and lacks event types, and shows which', async () => {
    const { account, stripe, owner } = await connected()
    const [made] = await endpointsOf(stripe)
    const form = { 'enabled_events[0]': 'invoice.paid', disabled: 'true' }
    await asKey(owner, 'POST', `/v1/webhook_endpoints/${made?.id}`, form)
    await checkConnection(env, account.tenant)
    const shown = await account.connection()
    expect(shown.conditions.map(({ code }: { code: string }) => code)).toEqual([
      'endpoint_disabled',
      'event_types_missing',
    ])
    expect(shown.webhook).toMatchObject({ status: 'disabled' })
    expect(shown.webhook.missing_event_types).toContain('price.updated')
    expect(shown.webhook.missing_event_types).not.toContain('invoice.paid')
  })

  it('looks at the permissions once a day, and notices that they are back', async () => {
    const { account, key } = await connected()
    await control('POST', 'keys/change', { key, permissions: REQUIRED.filter((name) => name !== 'rak_plan_read') })
    await checkConnection(env, account.tenant)
    expect(await codes(account)).toEqual([])
    await setConnected(account, 'permissions_checked_at', Date.now() - 24 * HOUR_MS)
    await checkConnection(env, account.tenant)
    const [condition] = (await account.connection()).conditions
    expect(condition).toMatchObject({ code: 'permission_missing', action: { type: 'open_stripe' } })
    expect(condition.cause).toContain('Prices: Read')
    await control('POST', 'keys/change', { key, permissions: REQUIRED })
    await account.ask('POST', '/connection/repair')
    expect(await codes(account)).toEqual([])
  })

  it('names the box where the key may not even list endpoints, and notices at the next check that it is back', async () => {
    const { account, key } = await connected()
    await control('POST', 'keys/change', { key, permissions: REQUIRED.filter((name) => name !== 'rak_webhook_write') })
    await checkConnection(env, account.tenant)
    const [condition, ...others] = (await account.connection()).conditions
    expect([condition.code, others]).toEqual(['permission_missing', []])
    expect(condition.cause).toMatch(/needs: Webhook Endpoints: Write\.$/)
    await control('POST', 'keys/change', { key, permissions: REQUIRED })
    await checkConnection(env, account.tenant)
    expect(await codes(account)).toEqual([])
  })

  it('ends with `disconnected` where the key is refused', async () => {
    const { account, key } = await connected()
    await control('POST', 'keys/change', { key, expired: true })
    await checkConnection(env, account.tenant)
    const shown = await account.connection()
    expect(shown).toMatchObject({ status: 'disconnected', conditions: [{ code: 'key_refused' }] })
    expect(shown.conditions[0].cause).toContain('has expired')
  })

  it('changes nothing and comes again where Stripe does not answer', async () => {
    const { account, stripe } = await connected()
    const before = await storedRow(account.tenant)
    await control('POST', 'limits', { account: stripe, refuse_next: 10 })
    await expect(checkConnection(env, account.tenant)).rejects.toThrow(/rate_limited/)
    expect(await storedRow(account.tenant)).toEqual(before)
  })

  it('has nothing to ask about a connection that only receives', async () => {
    const account = await newAccount()
    await account.ask('POST', '/connection/secrets', { secret: 'whsec_0123456789' })
    await checkConnection(env, account.tenant)
    expect(await account.connection()).toMatchObject({ status: 'connected', conditions: [] })
  })
})

describe('reports', () => {
  it('of a missing permission show its box, and not for a former link', async () => {
    const { account } = await connected()
    const epoch = Number((await storedRow(account.tenant))?.epoch)
    await reportPermissionMissing(env, account.tenant, epoch - 1, ['rak_event_read'])
    expect(await codes(account)).toEqual([])
    await reportPermissionMissing(env, account.tenant, epoch, ['rak_event_read'])
    expect((await account.connection()).reason).toContain('Events: Read')
  })

  it('of a missing permission that name none tell nothing', async () => {
    const { account } = await connected()
    await reportPermissionMissing(env, account.tenant, Number((await storedRow(account.tenant))?.link_epoch), [])
    expect(await codes(account)).toEqual([])
  })

  it('of a refused key tell whether the link has ended', async () => {
    const { account } = await connected()
    const epoch = Number((await storedRow(account.tenant))?.link_epoch)
    expect(await reportUnauthorized(env, account.tenant, epoch, { code: null })).toBe(true)
    expect(await reportUnauthorized(env, account.tenant, epoch, { code: null })).toBe(true)
  })

  it('of events that no webhook brought degrade, until one comes or a catch-up finds none', async () => {
    const { account, stripe } = await connected()
    await setConnected(account, 'connected_at', Date.now() - 24 * HOUR_MS)
    await env.DB.prepare(
      `INSERT INTO jobs (account_id, mode, id, kind, status, created_at, finished_at, rev, record)
       VALUES (?1, 'test', 'job_c', 'catch_up', 'done', ?2, ?2, 1, json_object('id', 'job_c', 'finishedAtMs', ?2))`,
    )
      .bind(account.id, Date.now())
      .run()
    const found = { found: 3, newestFoundAt: Math.floor(Date.now() / 1000) - 1_000 }
    await noteCatchUp(env, account.tenant, found)
    expect(await account.connection()).toMatchObject({ status: 'degraded', conditions: [{ code: 'events_stopped' }] })
    await noteCatchUp(env, account.tenant, { found: 0, newestFoundAt: null })
    expect(await codes(account)).toEqual([])
    await noteCatchUp(env, account.tenant, found)
    expect(await codes(account)).toEqual(['events_stopped'])
    await carryEvents(stripe, 'product.created', account.webhookUrl)
    await vi.waitFor(async () => expect(await codes(account)).toEqual([]))
    await assessSignatures(env, Date.now())
    expect(await listConditions(env.DB, account.tenant)).toEqual([])
  })

  it('of events from before the connection say nothing', async () => {
    const { account } = await connected()
    await noteCatchUp(env, account.tenant, { found: 3, newestFoundAt: Math.floor(Date.now() / 1000) - 1_000 })
    expect(await codes(account)).toEqual([])
  })
})

describe('what follows from our own records', () => {
  it('signatures that are rejected are stored with the hour they began, and go when a good event comes', async () => {
    const { account, stripe } = await connected()
    await ageSecrets(account)
    const hourMs = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
    await env.DB.prepare(
      "INSERT INTO intake_counts (scope, reason, hour, count) VALUES (?1, 'signature_invalid', ?2, 4)",
    )
      .bind(`${account.id}:test`, hourMs)
      .run()
    expect(await account.connection()).toMatchObject({
      status: 'degraded',
      conditions: [{ code: 'signatures_rejected' }],
    })
    await assessSignatures(env, Date.now())
    expect(await listConditions(env.DB, account.tenant)).toEqual([
      { code: 'signatures_rejected', sinceMs: hourMs, detail: { count: 4 } },
    ])
    await carryEvents(stripe, 'product.created', account.webhookUrl)
    await vi.waitFor(async () => expect(await codes(account)).toEqual([]))
    await assessSignatures(env, Date.now())
    expect(await listConditions(env.DB, account.tenant)).toEqual([])
  })

  it('an import that failed is said with its cause, until another one has begun', async () => {
    const { account } = await connected()
    const { body: begun } = await account.ask('POST', '/connection/import')
    await accountStub(env, account.tenant).failJob(account.tenant, begun.id, 'Stripe refused to list charges')
    await env.DB.prepare('UPDATE connections SET connected_at = connected_at - 1000 WHERE account_id = ?1')
      .bind(account.id)
      .run()
    await vi.waitFor(async () => {
      const shown = await account.connection()
      const cause = 'The import ended before all was read: Stripe refused to list charges.'
      expect(shown).toMatchObject({
        ...{ status: 'degraded', reason: cause },
        conditions: [{ code: 'import_failed', cause, action: { type: 'import', label: 'Import again' } }],
      })
    })
    await account.ask('POST', '/connection/import')
    await vi.waitFor(async () => expect(await codes(account)).toEqual([]))
  })

  it('is looked at by the cron only where there is a reason to, and some at a time', async () => {
    const accounts = [(await connected()).account, (await connected()).account, (await connected()).account]
    await env.DB.batch([
      env.DB.prepare('DELETE FROM connection_conditions'),
      env.DB.prepare('DELETE FROM intake_counts'),
      ...accounts
        .slice(0, 2)
        .map(({ id }) =>
          env.DB.prepare(
            "INSERT INTO intake_counts (scope, reason, hour, count) VALUES (?1 || ':test', 'signature_invalid', ?2, 1)",
          ).bind(id, HOUR_MS),
        ),
    ])
    const of = async (turn: number) =>
      (await listDoubtful(env.DB, ['events_stopped'], 0, { turn, limit: 1 })).map(({ tenant }) => tenant.accountId)
    expect([await of(0), await of(1), await of(2)]).toEqual([[accounts[0]?.id], [accounts[1]?.id], [accounts[0]?.id]])
    expect(await listDoubtful(env.DB, ['events_stopped'], HOUR_MS, { turn: 0, limit: 1 })).toEqual([])
  })

  it('a catch-up that does not run is late after three hours', async () => {
    const { account } = await connected()
    await env.DB.prepare('DELETE FROM jobs WHERE account_id = ?1').bind(account.id).run()
    await setConnected(account, 'connected_at', Date.now() - 4 * HOUR_MS)
    await vi.waitFor(async () => {
      await env.DB.prepare('DELETE FROM jobs WHERE account_id = ?1').bind(account.id).run()
      expect(await codes(account)).toEqual(['catch_up_late'])
    })
    await assessSignatures(env, Date.now())
    expect((await account.connection()).conditions).toMatchObject([{ action: { type: 'catch_up' } }])
  })
})
