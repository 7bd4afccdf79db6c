import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { accountStub } from '../../../worker/account/stub.ts'
import type { Bindings } from '../../../worker/config.ts'
import { checkConnection } from '../../../worker/connect/check-connection.ts'
import { repairConnection } from '../../../worker/connect/repair.ts'
import { reportUnauthorized } from '../../../worker/connect/reports.ts'
import { readConnection } from '../../../worker/readmodel/connection.ts'
import { call } from '../http/client.ts'
import { storedRow } from './accounts.ts'
import { connectThrough, forgetOperatorsLink, OPERATORS, operatorsConnection } from './oauth-actors.ts'
import { control, newStripeAccount } from './stripe.ts'

const PLATFORM_KEY = 'sk_test_platform_0123456789abcdef'

beforeEach(forgetOperatorsLink)
afterEach(async () => {
  vi.restoreAllMocks()
  await control('POST', 'keys/change', { key: PLATFORM_KEY, revoked: false })
})

function makePermissionsDue() {
  return env.DB.prepare('UPDATE connections SET permissions_checked_at = 1').run()
}

async function linkEpoch(): Promise<number> {
  return Number((await storedRow(OPERATORS))?.link_epoch)
}

describe('the platform’s own key that Stripe refuses', () => {
  it('disconnects nobody: it is said to the operator, and over once a call succeeds', async () => {
    const stripe = await newStripeAccount()
    await connectThrough('connect_oauth', stripe)
    await control('POST', 'keys/change', { key: PLATFORM_KEY, revoked: true })
    await makePermissionsDue()
    await checkConnection(env, OPERATORS)
    const shown = await operatorsConnection()
    expect(shown).toMatchObject({
      status: 'degraded',
      conditions: [{ code: 'platform_key_refused', action: { type: 'open_stripe' } }],
    })
    expect(shown.reason).toContain('STRIPE_PLATFORM_KEY_TEST')
    expect(await accountStub(env, OPERATORS).stripeAccess(OPERATORS)).toMatchObject({ stripeAccount: stripe })
    await control('POST', 'keys/change', { key: PLATFORM_KEY, revoked: false })
    await checkConnection(env, OPERATORS)
    expect((await operatorsConnection()).conditions).toEqual([])
  })

  it('is told apart in reports: the link stands', async () => {
    await connectThrough('connect_oauth', await newStripeAccount())
    expect(await reportUnauthorized(env, OPERATORS, await linkEpoch(), { code: null })).toBe(false)
    expect(await storedRow(OPERATORS)).toMatchObject({ status: 'connected' })
    expect(await reportUnauthorized(env, OPERATORS, (await linkEpoch()) - 1, { code: null })).toBe(true)
    expect(await reportUnauthorized(env, OPERATORS, await linkEpoch(), { code: 'account_invalid' })).toBe(true)
    expect(await storedRow(OPERATORS)).toMatchObject({ status: 'disconnected' })
  })
})

describe('access that was taken back and never told', () => {
  it.each(['app_oauth', 'connect_oauth'] as const)('is found by a check, and disconnects (%s)', async (kind) => {
    const stripe = await newStripeAccount()
    await connectThrough(kind, stripe)
    await control('POST', 'deauthorize', { account: stripe })
    await makePermissionsDue()
    await checkConnection(env, OPERATORS)
    const shown = await operatorsConnection()
    expect(shown).toMatchObject({ status: 'disconnected', conditions: [{ code: 'deauthorized' }] })
    expect(shown.reason).toContain(stripe)
    expect(await accountStub(env, OPERATORS).stripeAccess(OPERATORS)).toBeNull()
  })
})

describe('a token of an app that ended early', () => {
  it.each(['check', 'repair'])('is renewed by a %s before anything is said', async (way) => {
    await connectThrough('app_oauth', await newStripeAccount())
    const spent = await accountStub(env, OPERATORS).stripeAccess(OPERATORS)
    await control('POST', 'keys/change', { key: spent?.apiKey, revoked: true })
    await makePermissionsDue()
    if (way === 'check') await checkConnection(env, OPERATORS)
    else expect((await call('POST', '/api/v1/connection/repair')).status).toBe(200)
    const present = await accountStub(env, OPERATORS).stripeAccess(OPERATORS)
    expect([present?.apiKey === spent?.apiKey, present?.kind]).toEqual([false, 'app_oauth'])
    expect(await storedRow(OPERATORS)).toMatchObject({ status: 'connected' })
    expect((await operatorsConnection()).conditions).toEqual([])
  })

  it('that cannot be renewed just now is no reason to connect again: repair says to come again, and so does a check', async () => {
    await connectThrough('app_oauth', await newStripeAccount())
    const connection = await readConnection(env.DB, OPERATORS)
    if (!connection) throw new Error('There is no connection.')
    const getByName = () => ({
      stripeAccess: () => Promise.reject(new Error('Stripe could not be asked for a new access token.')),
    })
    const unreachable = { ...env, ACCOUNT: { getByName } } as unknown as Bindings
    const repaired = await repairConnection(unreachable, connection, Date.now())
    expect(repaired).toMatchObject({ ok: false, error: { code: 'stripe_unavailable', retryAfterSeconds: 5 } })
    await expect(checkConnection(unreachable, OPERATORS)).rejects.toThrow(/unreachable/)
    expect(await storedRow(OPERATORS)).toMatchObject({ status: 'connected' })
  })
})
