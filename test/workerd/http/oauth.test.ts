import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { accountStub } from '../../../worker/account/stub.ts'
import { deauthorize } from '../../../worker/connect/reports.ts'
import { createApp } from '../../../worker/http/app.ts'
import { stripeSignature } from '../../support/sign.ts'
import { newAccount, storedRow } from '../connect/accounts.ts'
import { control, endpointsOf, newKey, newStripeAccount } from '../connect/stripe.ts'
import { ADMIN_TOKEN, call, ORIGIN, signIn, worker } from './client.ts'

type Kind = 'app_oauth' | 'connect_oauth'
const TENANT = { accountId: 'acc_default', mode: 'test' } as const
const KINDS: Kind[] = ['app_oauth', 'connect_oauth']

/** The operator's own account takes part in each test; epochs only grow. */
beforeEach(async () => {
  await env.DB.batch([
    env.DB.prepare('DELETE FROM connection_conditions'),
    env.DB.prepare('DELETE FROM jobs'),
    env.DB.prepare(
      `UPDATE connections SET status = 'not_connected', kind = NULL, reason = NULL, stripe_account_id = NULL,
         data_of = NULL, connected_at = NULL`,
    ),
  ])
})
afterEach(() => {
  vi.restoreAllMocks()
})

async function start(kind: Kind, mode: 'test' | 'live' = 'test', cookie?: string): Promise<URL> {
  const by = cookie ? { token: null, headers: { Cookie: cookie, 'Billhook-Mode': mode } } : { mode }
  const { status, body } = await call('GET', `/api/v1/connection/oauth/start?kind=${kind}`, by)
  expect([status, body.code]).toEqual([200, undefined])
  return new URL(body.url)
}

/** Presses a button on Stripe's page; answers where it leads back to. */
async function consent(page: URL, account: string, decision = 'accept'): Promise<URL> {
  const form = new URLSearchParams({ ...Object.fromEntries(page.searchParams), account, decision })
  const answer = await fetch(page.origin + page.pathname, { method: 'POST', body: form, redirect: 'manual' })
  expect(answer.status).toBe(303)
  return new URL(answer.headers.get('Location') ?? '')
}

/** Comes back as a browser does; answers the page it is sent on to. */
async function comeBack(callback: URL, cookie?: string): Promise<URL> {
  const answer = await worker.fetch(callback.href, {
    redirect: 'manual',
    ...(cookie && { headers: { Cookie: cookie } }),
  })
  expect(answer.status).toBe(303)
  return new URL(answer.headers.get('Location') ?? '')
}

async function connect(kind: Kind, account: string): Promise<URL> {
  return comeBack(await consent(await start(kind), account))
}

async function connection() {
  return (await call('GET', '/api/v1/connection')).body
}

async function isGranted(account: string): Promise<boolean> {
  const { installations } = await control('GET', 'oauth')
  return installations.some((one: { account: string }) => one.account === account)
}

/** An event of a connected account, at the platform's endpoint. */
async function postPlatformEvent(account: string, event: Record<string, unknown>) {
  const created = Math.floor(Date.now() / 1000)
  const body = JSON.stringify({
    ...{
      id: `evt_${crypto.randomUUID()}`,
      object: 'event',
      created,
      livemode: false,
      api_version: '2026-10-28.endive',
    },
    ...{ account, pending_webhooks: 1, request: null, ...event },
  })
  const signature = await stripeSignature(body, 'whsec_test_platform_secret_0123456789')
  const headers = { 'Stripe-Signature': signature, 'Content-Type': 'application/json' }
  const answer = await worker.fetch(`${ORIGIN}/api/webhooks/stripe`, { method: 'POST', headers, body })
  return answer.json()
}

function deauthorized(clientId: string, more: Record<string, unknown> = {}) {
  const data = { object: { id: clientId, object: 'application', name: 'Billhook' } }
  return { type: 'account.application.deauthorized', data, ...more }
}

describe.each(KINDS)('connecting through Stripe by %s', (kind) => {
  it('links the account that agreed, begins the import and makes no endpoint in it', async () => {
    const stripe = await newStripeAccount('Through Stripe')
    const page = await connect(kind, stripe)
    expect(page.href).toBe(`${ORIGIN}/test/connect?oauth=connected`)
    const shown = await connection()
    expect(shown).toMatchObject({
      kind,
      stripe_account: { id: stripe },
      scope: kind === 'app_oauth' ? 'stripe_apps' : 'read_write',
      webhook: { endpoint_id: null, url: `${ORIGIN}/api/webhooks/stripe` },
    })
    expect(await endpointsOf(stripe)).toEqual([])
    const access = await accountStub(env, TENANT).stripeAccess(TENANT)
    expect(access?.kind).toBe(kind)
    expect(access?.stripeAccount).toBe(kind === 'connect_oauth' ? stripe : null)
    await vi.waitFor(async () => {
      expect(await connection()).toMatchObject({ status: 'connected', import: { kind: 'import', status: 'done' } })
    }, 15_000)
    expect(
      await postPlatformEvent(stripe, { type: 'price.created', data: { object: { id: 'price_x', object: 'price' } } }),
    ).toEqual({
      received: true,
      duplicate: false,
    })
  })

  it('a callback that comes twice changes nothing, and the code is not redeemed again', async () => {
    const stripe = await newStripeAccount()
    const callback = await consent(await start(kind), stripe)
    await comeBack(callback)
    const before = await storedRow(TENANT)
    expect((await comeBack(callback)).searchParams.get('oauth')).toBe('state_used')
    expect(await storedRow(TENANT)).toEqual(before)
    expect(await isGranted(stripe)).toBe(true)
  })

  it('a denied consent is said, and changes nothing', async () => {
    const before = await storedRow(TENANT)
    const page = await comeBack(await consent(await start(kind), await newStripeAccount(), 'cancel'))
    expect(page.href).toBe(`${ORIGIN}/test/connect?oauth=denied`)
    expect(await storedRow(TENANT)).toEqual(before)
  })

  it('a code that Stripe refuses is said with OAuth’s word for it', async () => {
    const callback = await consent(await start(kind), await newStripeAccount())
    callback.searchParams.set('code', 'ac_other')
    expect((await comeBack(callback)).href).toBe(`${ORIGIN}/test/connect?oauth=code_refused&error=invalid_grant`)
    expect(await connection()).toMatchObject({ stripe_account: null })
  })

  it('a code is sent once, also where no answer comes', async () => {
    const callback = await consent(await start(kind), await newStripeAccount())
    const sent = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Network connection lost.'))
    const page = await comeBack(callback)
    expect(page.searchParams.get('oauth')).toBe('stripe_unavailable')
    expect(sent).toHaveBeenCalledTimes(1)
  })

  it('a grant of the other mode is not linked', async () => {
    const callback = await consent(await start(kind), await newStripeAccount())
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () =>
      Response.json({ stripe_user_id: 'acct_1', livemode: true, access_token: 'a', refresh_token: 'r', data: [] }),
    )
    expect((await comeBack(callback)).searchParams.get('oauth')).toBe('wrong_mode')
    vi.restoreAllMocks()
    expect(await connection()).toMatchObject({ stripe_account: null })
  })

  it('a different Stripe account than before waits for a yes, which replaces the first', async () => {
    const [first, second] = [await newStripeAccount(), await newStripeAccount()]
    await connect(kind, first)
    const before = await storedRow(TENANT)
    const page = await connect(kind, second)
    expect(page.searchParams.get('oauth')).toBe('confirm')
    const pending = page.searchParams.get('pending')
    expect(await storedRow(TENANT)).toEqual(before)
    const stored = await env.DB.prepare('SELECT pending_sealed FROM oauth_states WHERE pending_id = ?1')
      .bind(pending)
      .first()
    expect(String(stored?.pending_sealed)).toMatch(/^v1\./)
    const answer = await call('POST', '/api/v1/connection/oauth/confirm', { body: { pending, accept: true } })
    expect([answer.status, answer.body.stripe_account.id]).toEqual([201, second])
    expect([await isGranted(first), await isGranted(second)]).toEqual([false, true])
    const again = await call('POST', '/api/v1/connection/oauth/confirm', { body: { pending, accept: true } })
    expect(again.status).toBe(404)
  })

  it('a no gives the grant back and leaves the first', async () => {
    const [first, second] = [await newStripeAccount(), await newStripeAccount()]
    await connect(kind, first)
    const pending = (await connect(kind, second)).searchParams.get('pending')
    const answer = await call('POST', '/api/v1/connection/oauth/confirm', { body: { pending, accept: false } })
    expect([answer.status, answer.body.stripe_account.id]).toEqual([201, first])
    expect([await isGranted(first), await isGranted(second)]).toEqual([true, false])
  })

  it('a Stripe account that feeds another account stays there', async () => {
    const stripe = await newStripeAccount()
    await (await newAccount()).connectKey(await newKey(stripe))
    const page = await connect(kind, stripe)
    expect(page.searchParams.get('oauth')).toBe('stripe_account_taken')
    expect(await connection()).toMatchObject({ stripe_account: null })
  })

  it('disconnecting gives the grant back', async () => {
    const stripe = await newStripeAccount()
    await connect(kind, stripe)
    const answer = await call('DELETE', '/api/v1/connection')
    expect(answer.body.status).toBe('disconnected')
    expect(answer.body.reason).toMatch(/has been given back/)
    expect(await isGranted(stripe)).toBe(false)
  })

  it('an owner who takes it back disconnects it within moments; the data stays', async () => {
    const stripe = await newStripeAccount()
    await connect(kind, stripe)
    await control('POST', 'deauthorize', { account: stripe })
    await postPlatformEvent(stripe, deauthorized(kind === 'app_oauth' ? 'ca_test_app' : 'ca_test_connect'))
    await vi.waitFor(async () => {
      expect(await connection()).toMatchObject({
        status: 'disconnected',
        stripe_account: { id: stripe },
        conditions: [{ code: 'deauthorized', action: { type: 'reconnect' } }],
      })
    }, 5_000)
    expect(await storedRow(TENANT)).toMatchObject({ data_of: stripe })
  })

  it('a deauthorisation that is older than the link, or of the other application, changes nothing', async () => {
    const stripe = await newStripeAccount()
    await connect(kind, stripe)
    const own = kind === 'app_oauth' ? 'ca_test_app' : 'ca_test_connect'
    const other = kind === 'app_oauth' ? 'ca_test_connect' : 'ca_test_app'
    const now = Math.floor(Date.now() / 1000)
    const [old, foreign] = ['old', 'foreign'].map((name) => `evt_${name}_${kind}`)
    await postPlatformEvent(stripe, deauthorized(own, { id: old, created: now - 60 }))
    await postPlatformEvent(stripe, deauthorized(other, { id: foreign }))
    await vi.waitFor(async () => {
      for (const id of [old, foreign])
        expect((await call('GET', `/api/v1/events/${id}`)).body.outcome).toBe('processed')
    }, 5_000)
    await deauthorize(env, TENANT, { eventId: old ?? '', atSeconds: now - 60 })
    await deauthorize(env, TENANT, { eventId: foreign ?? '', atSeconds: now })
    expect(await storedRow(TENANT)).toMatchObject({ status: 'connected' })
  })

  it('a deauthorisation that the read model does not show yet comes again; one that retention has removed is taken for real', async () => {
    const stripe = await newStripeAccount()
    await connect(kind, stripe)
    const now = Math.floor(Date.now() / 1000)
    await expect(deauthorize(env, TENANT, { eventId: 'evt_fresh', atSeconds: now })).rejects.toThrow(/not in the read/)
    expect(await storedRow(TENANT)).toMatchObject({ status: 'connected' })
    await env.DB.prepare('UPDATE connections SET connected_at = 1').run()
    await deauthorize(env, TENANT, { eventId: 'evt_removed', atSeconds: now - 7_200 })
    expect(await storedRow(TENANT)).toMatchObject({ status: 'disconnected' })
  })
})

describe('the state of an OAuth round trip', () => {
  it('is long, is stored as a hash only, and is good for ten minutes', async () => {
    const { body } = await call('GET', '/api/v1/connection/oauth/start')
    const state = new URL(body.url).searchParams.get('state') ?? ''
    expect(state).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const leftMs = Date.parse(body.expires_at) - Date.now()
    expect(leftMs).toBeGreaterThan(9 * 60_000)
    expect(leftMs).toBeLessThanOrEqual(10 * 60_000)
    const { results } = await env.DB.prepare('SELECT * FROM oauth_states').all()
    expect(JSON.stringify(results)).not.toContain(state)
  })

  it('that is missing or forged leads to a page that says so', async () => {
    for (const [query, result] of [
      ['', 'state_missing'],
      ['?code=ac_1', 'state_missing'],
      ['?code=ac_1&state=a&state=b', 'state_missing'],
      ['?code=ac_1&state=forged', 'state_unknown'],
    ]) {
      const page = await comeBack(new URL(`${ORIGIN}/api/oauth/stripe/callback${query}`))
      expect(page.href).toBe(`${ORIGIN}/connect?oauth=${result}`)
    }
  })

  it('that has expired is said, and its code is not redeemed', async () => {
    const stripe = await newStripeAccount()
    const callback = await consent(await start('connect_oauth'), stripe)
    await env.DB.prepare('UPDATE oauth_states SET expires_at = ?1')
      .bind(Date.now() - 1)
      .run()
    expect((await comeBack(callback)).searchParams.get('oauth')).toBe('state_expired')
    expect(await isGranted(stripe)).toBe(false)
  })

  it('belongs to the session that began it: another one is turned away and uses nothing up', async () => {
    const [mine, theirs] = [await signIn(), await signIn()]
    const stripe = await newStripeAccount()
    const callback = await consent(await start('connect_oauth', 'test', mine), stripe)
    expect((await comeBack(callback, theirs)).searchParams.get('oauth')).toBe('other_session')
    expect((await comeBack(callback)).searchParams.get('oauth')).toBe('other_session')
    expect((await comeBack(callback, mine)).searchParams.get('oauth')).toBe('connected')
  })

  it('of a session that has ended is not taken', async () => {
    const cookie = await signIn()
    const callback = await consent(await start('connect_oauth', 'test', cookie), await newStripeAccount())
    await env.DB.prepare('DELETE FROM operator_sessions').run()
    expect((await comeBack(callback, cookie)).searchParams.get('oauth')).toBe('other_session')
  })

  it('keeps to its mode: a live grant links the live connection only', async () => {
    const stripe = await newStripeAccount()
    const page = await comeBack(await consent(await start('connect_oauth', 'live'), stripe))
    expect(page.href).toBe(`${ORIGIN}/live/connect?oauth=connected`)
    expect(await connection()).toMatchObject({ stripe_account: null })
  })

  it('passes on no error text but OAuth’s own short words', async () => {
    const page = await start('connect_oauth')
    const state = page.searchParams.get('state')
    const callback = new URL(`${ORIGIN}/api/oauth/stripe/callback?state=${state}&error=%3Cscript%3E`)
    expect((await comeBack(callback)).href).toBe(`${ORIGIN}/test/connect?oauth=refused`)
  })
})

describe('a way that is not set up', () => {
  async function ask(path: string, bindings: Record<string, string>) {
    const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Billhook-Mode': 'test' }
    const all = { ...env, ...bindings }
    const answer = await createApp().request(`/api/v1${path}`, { headers }, all, createExecutionContext())
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  it('is refused with the name of the variable', async () => {
    const answer = await ask('/connection/oauth/start?kind=app_oauth', { STRIPE_APP_CLIENT_ID_TEST: '' })
    expect([answer.status, answer.body.code]).toEqual([409, 'oauth_not_configured'])
    expect(answer.body.detail).toContain('STRIPE_APP_CLIENT_ID_TEST')
    const ways = await ask('/connection/ways', { STRIPE_APP_CLIENT_ID_TEST: '' })
    expect(ways.body.app_oauth).toEqual({
      available: false,
      reason: expect.stringContaining('STRIPE_APP_CLIENT_ID_TEST') as unknown,
    })
  })

  it('is not offered where events of connected accounts could not be verified', async () => {
    const ways = await ask('/connection/ways', { STRIPE_WEBHOOK_SECRET: '' })
    for (const way of [ways.body.app_oauth, ways.body.connect_oauth])
      expect(way).toMatchObject({
        available: false,
        reason: expect.stringContaining('STRIPE_WEBHOOK_SECRET') as unknown,
      })
    const answer = await ask('/connection/oauth/start', { STRIPE_WEBHOOK_SECRET: '' })
    expect([answer.status, answer.body.code]).toEqual([409, 'oauth_not_configured'])
  })

  it('is passed over where none is asked for: the app first, then Connect', async () => {
    const both = await ask('/connection/oauth/start', {})
    expect(String(both.body.url)).toContain('/oauth/v2/authorize')
    const connectOnly = await ask('/connection/oauth/start', { STRIPE_APP_CLIENT_ID_TEST: '' })
    expect(String(connectOnly.body.url)).toContain('/oauth/authorize')
    const url = new URL(String(connectOnly.body.url))
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'ca_test_connect',
      redirect_uri: `${ORIGIN}/api/oauth/stripe/callback`,
      response_type: 'code',
      scope: 'read_write',
    })
  })

  it('an app that is not published is installed through its own link', async () => {
    const link = 'https://marketplace.stripe.com/oauth/v2/chnlink_1/authorize'
    const { body } = await ask('/connection/oauth/start?kind=app_oauth', { STRIPE_APP_INSTALL_URL_TEST: link })
    expect(String(body.url)).toMatch(
      /^https:\/\/marketplace\.stripe\.com\/oauth\/v2\/chnlink_1\/authorize\?client_id=ca_test_app/,
    )
  })
})
