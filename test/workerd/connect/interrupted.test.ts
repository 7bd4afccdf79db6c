import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { accountStub } from '../../../worker/account/stub.ts'
import type { Bindings } from '../../../worker/config.ts'
import { checkConnection } from '../../../worker/connect/check-connection.ts'
import { connectKey } from '../../../worker/connect/connect-key.ts'
import { disconnect } from '../../../worker/connect/disconnect.ts'
import { reportUnauthorized } from '../../../worker/connect/reports.ts'
import { reviveJobs } from '../../../worker/cron/revive-jobs.ts'
import { readConnection, type StoredConnection } from '../../../worker/readmodel/connection.ts'
import { newAccount, storedRow, type TestAccount } from './accounts.ts'
import { carryEvents, endpointsOf, newKey, newStripeAccount } from './stripe.ts'

type When = 'before' | 'after'
type Statement = D1PreparedStatement & { inner: D1PreparedStatement }

/** Bindings whose nth step towards D1 or an object fails: before it has an effect, or with its answer lost after it. */
function breaking(at: number, when: When): { bindings: Bindings; hasBroken: () => boolean } {
  let steps = 0
  const step = async <T>(run: () => Promise<T>): Promise<T> => {
    steps += 1
    if (steps !== at) return run()
    if (when === 'after') await run()
    throw new Error('The Worker was cut off.')
  }
  const statement = (inner: D1PreparedStatement): object => ({
    inner,
    bind: (...values: unknown[]) => statement(inner.bind(...values)),
    run: () => step(() => inner.run()),
    all: () => step(() => inner.all()),
    first: () => step(() => inner.first()),
  })
  const DB = {
    prepare: (sql: string) => statement(env.DB.prepare(sql)),
    batch: (statements: Statement[]) => step(() => env.DB.batch(statements.map(({ inner }) => inner))),
  }
  const getByName = (name: string) => {
    const stub = env.ACCOUNT.getByName(name) as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>
    const method =
      (called: string) =>
      async (...given: unknown[]) =>
        step(async () => stub[called]?.(...given))
    return new Proxy({}, { get: (_, called) => method(String(called)) })
  }
  const bindings = { ...env, DB, ACCOUNT: { getByName } } as unknown as Bindings
  return { bindings, hasBroken: () => steps >= at }
}

async function stored({ tenant }: TestAccount): Promise<StoredConnection> {
  const connection = await readConnection(env.DB, tenant)
  if (!connection) throw new Error('There is no connection.')
  return connection
}

/** Breaks each step in turn until one run gets through; answers how many there were. */
async function breakEach(when: When, attempt: (broken: Bindings, at: number) => Promise<void>): Promise<number> {
  for (let at = 1; at < 60; at += 1) {
    const { bindings, hasBroken } = breaking(at, when)
    await attempt(bindings, at)
    if (!hasBroken()) return at - 1
  }
  throw new Error('There is no end of steps.')
}

async function expectWhole(account: TestAccount, stripe: string, at: number): Promise<void> {
  const row = await storedRow(account.tenant)
  const access = await accountStub(env, account.tenant).stripeAccess(account.tenant)
  expect([at, row?.status, row?.stripe_account_id, row?.data_of]).toEqual([at, 'connected', stripe, stripe])
  expect([at, access?.epoch, access?.kind]).toEqual([at, row?.epoch, 'restricted_key'])
  const endpoints = await endpointsOf(stripe)
  expect([at, endpoints.map(({ url, id }) => [url, id])]).toEqual([at, [[account.webhookUrl, row?.stripe_endpoint_id]]])
  // An isolate that has just read the secrets does not read them again within a second.
  await vi.waitFor(async () => {
    const answers = await carryEvents(stripe, 'product.created', account.webhookUrl)
    expect([at, answers.map(({ body }) => body)]).toEqual([at, [{ received: true, duplicate: false }]])
  }, 5_000)
}

describe('a connect that is cut off', () => {
  it.each(['before', 'after'] as const)('%s any of its steps is mended by connecting again', async (when) => {
    const steps = await breakEach(when, async (broken, at) => {
      const [account, stripe] = [await newAccount(), await newStripeAccount()]
      const offer = { apiKey: await newKey(stripe), replaces: null, importMonths: 1 }
      const attempt = await connectKey(broken, await stored(account), offer, Date.now()).catch(() => null)
      // A secret that could not be stored is lost, and its endpoint goes with it.
      if (!attempt?.ok) expect([at, await endpointsOf(stripe)]).toEqual([at, []])
      expect([at, (await account.connectKey(await newKey(stripe))).status]).toEqual([at, 201])
      await expectWhole(account, stripe, at)
    })
    expect(steps).toBeGreaterThan(6)
  })

  it.each(['before', 'after'] as const)(
    '%s any step of replacing a Stripe account is mended by connecting again, and never mixes the two',
    async (when) => {
      const steps = await breakEach(when, async (broken, at) => {
        const [account, first, second] = [await newAccount(), await newStripeAccount(), await newStripeAccount()]
        await account.connectKey(await newKey(first))
        const apiKey = await newKey(second)
        const offer = { apiKey, replaces: first, importMonths: 1 }
        await connectKey(broken, await stored(account), offer, Date.now()).catch(() => null)
        expect([at, (await account.connectKey(apiKey, { replaces: first })).status]).toEqual([at, 201])
        await expectWhole(account, second, at)
        expect([at, await endpointsOf(first)]).toEqual([at, []])
      })
      expect(steps).toBeGreaterThan(8)
    },
  )

  it.each(['before', 'after'] as const)(
    '%s any step of replacing a Stripe account is also mended by going back to the first',
    async (when) => {
      const steps = await breakEach(when, async (broken, at) => {
        const [account, first, second] = [await newAccount(), await newStripeAccount(), await newStripeAccount()]
        await account.connectKey(await newKey(first))
        const offer = { apiKey: await newKey(second), replaces: first, importMonths: 1 }
        await connectKey(broken, await stored(account), offer, Date.now()).catch(() => null)
        expect([at, (await account.connectKey(await newKey(first), { replaces: second })).status]).toEqual([at, 201])
        await expectWhole(account, first, at)
        expect([at, await endpointsOf(second)]).toEqual([at, []])
      })
      expect(steps).toBeGreaterThan(8)
    },
  )

  it('after the link leaves an import that is shown, and begun by the cron', async () => {
    const [account, stripe] = [await newAccount(), await newStripeAccount()]
    await connectKey(env, await stored(account), { apiKey: await newKey(stripe), replaces: null, importMonths: 3 }, 0)
    await vi.waitFor(async () => expect((await account.connection()).import).toMatchObject({ status: 'queued' }))
    await reviveJobs(env, Date.now() + 3 * 60_000)
    await vi.waitFor(async () => expect((await account.connection()).import.status).toBe('done'), 10_000)
  })

  it('shows after two minutes that it was interrupted', async () => {
    const account = await newAccount()
    await env.DB.prepare("UPDATE connections SET status = 'connecting', updated_at = ?2 WHERE account_id = ?1")
      .bind(account.id, Date.now() - 121_000)
      .run()
    const shown = await account.connection()
    expect(shown).toMatchObject({ status: 'connecting', reason: expect.stringMatching(/connect once more/) })
  })

  it('says so, and not what was wrong with the link before', async () => {
    const [account, stripe] = [await newAccount(), await newStripeAccount()]
    await account.connectKey(await newKey(stripe))
    await reportUnauthorized(env, account.tenant, (await stored(account)).linkEpoch, { code: null })
    await env.DB.prepare(
      "UPDATE connections SET status = 'connecting', reason = NULL, updated_at = ?2 WHERE account_id = ?1",
    )
      .bind(account.id, Date.now() - 121_000)
      .run()
    const shown = await account.connection()
    expect(shown).toMatchObject({ status: 'connecting', conditions: [] })
    expect(shown.reason).toMatch(/interrupted/)
  })
})

describe('a report of a refused key that is cut off', () => {
  it.each(['before', 'after'] as const)('%s any of its steps is finished when it comes again', async (when) => {
    const steps = await breakEach(when, async (broken, at) => {
      const [account, stripe] = [await newAccount(), await newStripeAccount()]
      await account.connectKey(await newKey(stripe))
      const { linkEpoch } = await stored(account)
      await reportUnauthorized(broken, account.tenant, linkEpoch, { code: null }).catch(() => null)
      await reportUnauthorized(env, account.tenant, linkEpoch, { code: null })
      expect([at, await accountStub(env, account.tenant).stripeAccess(account.tenant)]).toEqual([at, null])
      const shown = await account.connection()
      expect([at, shown.status, shown.conditions[0]?.code]).toEqual([at, 'disconnected', 'key_refused'])
    })
    expect(steps).toBeGreaterThan(2)
  })

  it('is finished by the next check where nobody reports again', async () => {
    const [account, stripe] = [await newAccount(), await newStripeAccount()]
    await account.connectKey(await newKey(stripe))
    const { epoch } = await stored(account)
    await accountStub(env, account.tenant).unlink(account.tenant, epoch)
    await checkConnection(env, account.tenant)
    expect(await account.connection()).toMatchObject({
      status: 'disconnected',
      conditions: [{ code: 'key_refused' }],
    })
  })
})

describe('a disconnect that is cut off', () => {
  it.each(['before', 'after'] as const)('%s any of its steps is finished by the next one', async (when) => {
    await breakEach(when, async (broken, at) => {
      const [account, stripe] = [await newAccount(), await newStripeAccount()]
      await account.connectKey(await newKey(stripe))
      await disconnect(broken, await stored(account), Date.now()).catch(() => null)
      const answer = await account.ask('DELETE', '/connection')
      expect([at, answer.body.status, await endpointsOf(stripe)]).toEqual([at, 'disconnected', []])
      expect(answer.body.reason).not.toMatch(/could not be removed/)
      expect([at, await accountStub(env, account.tenant).stripeAccess(account.tenant)]).toEqual([at, null])
    })
  })
})
