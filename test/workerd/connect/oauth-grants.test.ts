import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { declineExpiredGrants } from '../../../worker/connect/decline-expired.ts'
import { disconnect } from '../../../worker/connect/disconnect.ts'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { readConnection, type StoredConnection } from '../../../worker/readmodel/connection.ts'
import { call } from '../http/client.ts'
import { newAccount, storedRow } from './accounts.ts'
import { connectThrough, forgetOperatorsLink, isGranted, OPERATORS, operatorsConnection } from './oauth-actors.ts'
import { newKey, newStripeAccount } from './stripe.ts'

const HOUR_MS = 3_600_000

beforeEach(forgetOperatorsLink)
afterEach(() => {
  vi.restoreAllMocks()
})

async function stored(tenant: Tenant): Promise<StoredConnection> {
  const connection = await readConnection(env.DB, tenant)
  if (!connection) throw new Error('There is no connection.')
  return connection
}

async function waiting(): Promise<number> {
  const row = await env.DB.prepare('SELECT count(*) AS n FROM oauth_states WHERE pending_id IS NOT NULL').first('n')
  return Number(row)
}

describe.each(['app_oauth', 'connect_oauth'] as const)('a grant that leads to nothing (%s)', (kind) => {
  it('is given back where the Stripe account feeds another account in another way', async () => {
    const stripe = await newStripeAccount()
    await (await newAccount()).connectKey(await newKey(stripe))
    expect((await connectThrough(kind, stripe)).searchParams.get('oauth')).toBe('stripe_account_taken')
    expect(await isGranted(stripe)).toBe(false)
  })

  it('is given back by the cron where nobody answered the question in time, and not before', async () => {
    const [first, second] = [await newStripeAccount(), await newStripeAccount()]
    await connectThrough(kind, first)
    expect((await connectThrough(kind, second)).searchParams.get('oauth')).toBe('confirm')
    await declineExpiredGrants(env, Date.now() + HOUR_MS)
    expect([await isGranted(second), await waiting()]).toEqual([true, 1])
    await declineExpiredGrants(env, Date.now() + 2 * HOUR_MS)
    expect([await isGranted(first), await isGranted(second), await waiting()]).toEqual([true, false, 0])
  })

  it('is tried again where Stripe does not take it back just now', async () => {
    const [first, second] = [await newStripeAccount(), await newStripeAccount()]
    await connectThrough(kind, first)
    await connectThrough(kind, second)
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Network connection lost.'))
    await declineExpiredGrants(env, Date.now() + 2 * HOUR_MS)
    vi.restoreAllMocks()
    expect([await isGranted(second), await waiting()]).toEqual([true, 1])
    await declineExpiredGrants(env, Date.now() + 2 * HOUR_MS)
    expect([await isGranted(second), await waiting()]).toEqual([false, 0])
  })

  it('is not taken from a tenant that it feeds by now', async () => {
    const [first, second] = [await newStripeAccount(), await newStripeAccount()]
    await connectThrough(kind, first)
    const pending = (await connectThrough(kind, second)).searchParams.get('pending')
    const row = await env.DB.prepare('SELECT * FROM oauth_states WHERE pending_id = ?1').bind(pending).first()
    await call('POST', '/api/v1/connection/oauth/confirm', { body: { pending, accept: true } })
    // Its taker was cut off after it had linked.
    const names = Object.keys(row ?? {})
    await env.DB.prepare(`INSERT INTO oauth_states (${names}) VALUES (${names.map(() => '?')})`)
      .bind(...Object.values(row ?? {}))
      .run()
    await declineExpiredGrants(env, Date.now() + 2 * HOUR_MS)
    expect([await isGranted(second), await waiting()]).toEqual([true, 0])
  })
})

describe('a yes', () => {
  it('is for the data that was asked about: where other data is here by then, nothing is replaced', async () => {
    const [first, second, third] = [await newStripeAccount(), await newStripeAccount(), await newStripeAccount()]
    await connectThrough('connect_oauth', first)
    const pending = (await connectThrough('connect_oauth', second)).searchParams.get('pending')
    const replaced = { api_key: await newKey(third), replaces: first }
    expect((await call('POST', '/api/v1/connection/restricted-key', { body: replaced })).status).toBe(201)
    const before = await storedRow(OPERATORS)
    const answer = await call('POST', '/api/v1/connection/oauth/confirm', { body: { pending, accept: true } })
    expect([answer.status, answer.body.code]).toEqual([409, 'connection_changed'])
    expect(answer.body.detail).toContain(third)
    expect(await storedRow(OPERATORS)).toEqual(before)
    expect([await isGranted(second), await waiting()]).toEqual([false, 0])
  })
})

describe('disconnecting', () => {
  it('leaves a grant that feeds another account by now', async () => {
    const [stripe, other] = [await newStripeAccount(), await newAccount()]
    await connectThrough('connect_oauth', stripe)
    const { reason } = (await call('DELETE', '/api/v1/connection')).body
    expect(reason).toMatch(/has been given back/)
    // The other account is connected by the same grant, anew.
    await env.DB.prepare(
      `UPDATE connections SET status = 'connected', kind = 'connect_oauth', stripe_account_id = ?2
       WHERE account_id = ?1 AND mode = 'test'`,
    )
      .bind(other.id, stripe)
      .run()
    const sent = vi.spyOn(globalThis, 'fetch')
    await disconnect(env, await stored(OPERATORS), Date.now())
    expect(sent.mock.calls.filter(([input]) => String(input).includes('deauthorize'))).toEqual([])
    vi.restoreAllMocks()
    expect((await operatorsConnection()).reason).toMatch(/access stays: another account/)
  })
})
