import { beforeEach, describe, expect, it } from 'vitest'
import { createCustomer } from '../../sandbox/core/actions/customers.ts'
import { trigger } from '../../sandbox/core/triggers.ts'
import {
  DEFAULT_LIVE_API_KEY,
  elementAt,
  LIVE_PLATFORM_KEY,
  openSite,
  PLATFORM_KEY,
  type SiteClient,
} from './site-client.ts'

const CALLBACK = 'http://localhost:8788/api/oauth/stripe/callback'
const CONNECT = { response_type: 'code', client_id: 'ca_test_connect', scope: 'read_write' }
const APP = { client_id: 'ca_test_app' }

let client: SiteClient
let account: string

beforeEach(async () => {
  client = openSite()
  account = client.site.primary().stripe.account.id
  const form = { url: 'https://billhook.test/platform', 'enabled_events[0]': '*', connect: 'true' }
  await client.post('/v1/webhook_endpoints', form, PLATFORM_KEY)
})

type Wish = Record<string, string>

function authorizeUrl(path: string, wish: Wish): string {
  return `https://stripe.test${path}?${new URLSearchParams({ redirect_uri: CALLBACK, state: 'st_1', ...wish })}`
}

function pathOf(wish: Wish): string {
  return wish.client_id?.endsWith('_app') ? '/oauth/v2/authorize' : '/oauth/authorize'
}

function open(wish: Wish, path = pathOf(wish)): Promise<Response> {
  return client.send(new Request(authorizeUrl(path, wish)))
}

/** Presses a button of the page, and reads where that leads. */
async function decide(wish: Wish, decision: string, chosen = account): Promise<URLSearchParams> {
  const body = new URLSearchParams({ redirect_uri: CALLBACK, state: 'st_1', ...wish, account: chosen, decision })
  const response = await client.send(new Request(`https://stripe.test${pathOf(wish)}`, { method: 'POST', body }))
  expect(response.status).toBe(303)
  const location = response.headers.get('location') ?? ''
  expect(location.startsWith(`${CALLBACK}?`)).toBe(true)
  return new URL(location).searchParams
}

const redeem = (code: string | null, key = PLATFORM_KEY) =>
  client.post('/oauth/token', { grant_type: 'authorization_code', code: code ?? '' }, key)
const redeemApp = (code: string | null, key = PLATFORM_KEY) =>
  client.post('/v1/oauth/token', { grant_type: 'authorization_code', code: code ?? '' }, key)
const refresh = (token: string) =>
  client.post('/v1/oauth/token', { grant_type: 'refresh_token', refresh_token: token }, PLATFORM_KEY)
const asAccount = (key = PLATFORM_KEY) => client.get('/v1/customers', key, { 'Stripe-Account': account })

async function connect(wish: Wish = CONNECT, key = PLATFORM_KEY) {
  return (await redeem((await decide(wish, 'accept')).get('code'), key)).body
}

async function install() {
  return (await redeemApp((await decide(APP, 'accept')).get('code'))).body
}

/** The events that came to the platform, and drops them. */
async function platformEvents(): Promise<{ type: string; account?: string; data: { object: { id: string } } }[]> {
  const { deliveries } = await client.control('deliveries/take')
  return deliveries
    .filter(({ url }: { url: string }) => url.endsWith('/platform'))
    .map(({ body }: { body: string }) => JSON.parse(body))
}

describe('the page that asks the owner', () => {
  it.each([
    ['Connect', CONNECT, '/oauth/authorize', 'See and change all data'],
    ['Install', APP, '/oauth/v2/authorize', 'Read customer'],
    ['Install', APP, '/oauth/v2/chnlink_61abc/authorize', 'Write webhook'],
  ])(
    'names account and permissions, and has the buttons %s and Cancel: %o %s',
    async (verb, wish, path, permission) => {
      const response = await open(wish, path)
      expect(response.status).toBe(200)
      const html = await response.text()
      for (const text of [`>${verb}</button>`, '>Cancel</button>', 'Rocket Rides', account, permission, 'test mode']) {
        expect(html).toContain(text)
      }
    },
  )

  it('repeats nothing unescaped', async () => {
    const html = await (await open({ ...CONNECT, state: '"><script>alert(1)</script>' })).text()
    expect(html).not.toContain('<script>')
  })

  it.each([
    ['an unknown client', { ...CONNECT, client_id: 'ca_nobody' }, /No application matches/],
    ['an app’s id on the page of Connect', { ...CONNECT, client_id: 'ca_test_app' }, /No application matches/],
    [
      'a foreign address',
      { ...CONNECT, redirect_uri: 'https://evil.test/api/oauth/stripe/callback' },
      /Invalid redirect URI/,
    ],
    ['another path', { ...CONNECT, redirect_uri: 'http://localhost:8788/elsewhere' }, /Invalid redirect URI/],
    ['a live client without TLS', { ...CONNECT, client_id: 'ca_live_connect' }, /Invalid redirect URI/],
  ])('leads nowhere for %s', async (_, wish, message) => {
    const response = await open(wish, '/oauth/authorize')
    expect(response.status).toBe(400)
    expect((await response.text()).replaceAll('&#39;', "'")).toMatch(message)
  })

  it.each([
    [{ ...CONNECT, response_type: 'token' }, 'unsupported_response_type'],
    [{ ...CONNECT, scope: 'everything' }, 'invalid_scope'],
  ])('leads back with an error for %o', async (wish, error) => {
    const response = await open(wish)
    const { searchParams } = new URL(response.headers.get('location') ?? '')
    expect(Object.fromEntries(searchParams)).toMatchObject({ error, state: 'st_1' })
  })

  it('leads back with access_denied when the owner cancels, and connects nothing', async () => {
    const params = await decide(CONNECT, 'cancel')
    expect(Object.fromEntries(params)).toEqual({
      error: 'access_denied',
      error_description: 'The user denied your request',
      state: 'st_1',
    })
    await decide(APP, 'cancel')
    expect((await client.show('oauth')).installations).toEqual([])
  })

  it('takes only the addresses that the settings name, once they name some', async () => {
    const other = 'https://app.example.com/callback'
    await client.control('oauth', { redirect_uris: [other] })
    expect((await open(CONNECT)).status).toBe(400)
    expect((await open({ ...CONNECT, redirect_uri: other })).status).toBe(200)
  })
})

describe('Connect', () => {
  it('gives for a code the account’s id, scope and mode, and lets the platform’s key act for it from then on', async () => {
    expect((await asAccount()).body.error.code).toBe('account_invalid')
    const params = await decide(CONNECT, 'accept')
    expect([params.get('state'), params.get('scope')]).toEqual(['st_1', 'read_write'])
    expect((await asAccount()).status).toBe(403)
    const { status, body } = await redeem(params.get('code'))
    expect(status).toBe(200)
    expect(body).toMatchObject({ stripe_user_id: account, scope: 'read_write', livemode: false, token_type: 'bearer' })
    createCustomer(client.site.primary().stripe, { email: 'mine@example.com' })
    expect((await asAccount()).body.data).toMatchObject([{ email: 'mine@example.com' }])
    expect((await client.get('/v1/customers', PLATFORM_KEY)).body.data).toEqual([])
  })

  it('with read_only reads and does not write', async () => {
    await connect({ ...CONNECT, scope: 'read_only' })
    expect((await asAccount()).status).toBe(200)
    expect((await client.post('/v1/customers', {}, PLATFORM_KEY, { 'Stripe-Account': account })).status).toBe(403)
  })

  it('connects the account that the owner chose', async () => {
    const { account: second } = await client.control('accounts', { name: 'Corner Shop' })
    const params = await decide(CONNECT, 'accept', second)
    expect((await redeem(params.get('code'))).body.stripe_user_id).toBe(second)
  })

  it('revokes everything when a code comes twice', async () => {
    const code = (await decide(CONNECT, 'accept')).get('code')
    await redeem(code)
    const again = await redeem(code)
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant'])
    expect((await asAccount()).body.error.code).toBe('account_invalid')
  })

  it('lets a code die after five minutes', async () => {
    const [inTime, late] = [await decide(CONNECT, 'accept'), await decide(CONNECT, 'accept')]
    client.site.advance(299)
    expect((await redeem(inTime.get('code'))).status).toBe(200)
    client.site.advance(1)
    expect((await redeem(late.get('code'))).body).toMatchObject({ error: 'invalid_grant' })
  })

  it('refuses a code that never was, that of the other mode’s client, an app’s, and another grant type', async () => {
    const code = (await decide(CONNECT, 'accept')).get('code')
    const appCode = (await decide(APP, 'accept')).get('code')
    for (const answer of [await redeem('ac_none'), await redeem(code, LIVE_PLATFORM_KEY), await redeem(appCode)]) {
      expect([answer.status, answer.body.error]).toEqual([400, 'invalid_grant'])
    }
    const other = await client.post('/oauth/token', { grant_type: 'password' }, PLATFORM_KEY)
    expect(other.body.error).toBe('unsupported_grant_type')
    const { key } = await client.control('keys', { permissions: 'all' })
    expect((await redeem(code, key)).body.error).toBe('invalid_client')
    expect((await redeem(code)).status).toBe(200)
  })

  it('ends with deauthorize, of which the platform alone is told', async () => {
    await connect()
    await platformEvents()
    const form = { client_id: 'ca_test_connect', stripe_user_id: account }
    expect((await client.post('/oauth/deauthorize', form, PLATFORM_KEY)).body).toEqual({ stripe_user_id: account })
    expect(await platformEvents()).toMatchObject([
      { type: 'account.application.deauthorized', account, data: { object: { id: 'ca_test_connect' } } },
    ])
    expect((await asAccount()).body.error.code).toBe('account_invalid')
    expect((await client.get('/v1/events?type=account.application.deauthorized')).body.data).toEqual([])
    const again = await client.post('/oauth/deauthorize', form, PLATFORM_KEY)
    expect([again.status, again.body.error]).toEqual([401, 'invalid_client'])
  })

  it('is ended by the owner in the same way', async () => {
    await connect()
    await platformEvents()
    expect(await client.control('deauthorize')).toEqual({ deauthorized: ['ca_test_connect'] })
    expect((await platformEvents()).map(({ type }) => type)).toEqual(['account.application.deauthorized'])
    expect((await asAccount()).status).toBe(403)
  })
})

describe('the platform’s endpoint', () => {
  it('gets the events of connected accounts, which it names, and of no others', async () => {
    createCustomer(client.site.primary().stripe)
    expect(await platformEvents()).toEqual([])
    await connect()
    expect(await platformEvents()).toMatchObject([{ type: 'account.application.authorized', account }])
    createCustomer(client.site.primary().stripe)
    createCustomer(client.site.primary('live').stripe)
    expect(await platformEvents()).toMatchObject([{ type: 'customer.created', account, livemode: false }])
  })

  it('of live mode gets those of test mode too, where the account is connected in live mode', async () => {
    client = openSite({ insecureLive: true })
    account = client.site.primary().stripe.account.id
    const form = { url: 'https://billhook.test/platform', 'enabled_events[0]': 'customer.created', connect: 'true' }
    await client.post('/v1/webhook_endpoints', form, LIVE_PLATFORM_KEY)
    const grant = await connect({ ...CONNECT, client_id: 'ca_live_connect' }, LIVE_PLATFORM_KEY)
    expect(grant).toMatchObject({ livemode: true })
    createCustomer(client.site.primary('test').stripe)
    createCustomer(client.site.primary('live').stripe)
    expect(await platformEvents()).toMatchObject([{ livemode: false }, { livemode: true }])
    expect((await client.get('/v1/customers', DEFAULT_LIVE_API_KEY)).body.data).toHaveLength(1)
  })
})

describe('a Stripe App', () => {
  it('gives a pair of tokens for a code; the access token reads what the manifest asks for', async () => {
    await client.control('oauth', { app_permissions: ['rak_customer_read'] })
    const tokens = await install()
    expect(tokens).toMatchObject({ scope: 'stripe_apps', stripe_user_id: account, livemode: false })
    expect((await client.get('/v1/customers', tokens.access_token)).status).toBe(200)
    expect((await client.get('/v1/invoices', tokens.access_token)).body.error.message).toContain('rak_invoice_read')
    expect((await asAccount()).status).toBe(200)
  })

  it('lets an access token die after an hour and renews it, rolling the refresh token', async () => {
    const first = await install()
    client.site.advance(3_599)
    expect((await client.get('/v1/customers', first.access_token)).status).toBe(200)
    client.site.advance(1)
    expect((await client.get('/v1/customers', first.access_token)).body.error.code).toBe('api_key_expired')
    const second = (await refresh(first.refresh_token)).body
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect((await client.get('/v1/customers', second.access_token)).status).toBe(200)
    expect((await refresh(first.refresh_token)).body.error).toBe('invalid_grant')
    expect((await refresh(second.refresh_token)).status).toBe(200)
  })

  it('lets a refresh token die after a year', async () => {
    const { refresh_token: token } = await install()
    client.site.advance(365 * 86_400)
    expect((await refresh(token)).body.error).toBe('invalid_grant')
  })

  it('is listed to its developer by its app, and to the account that installed it', async () => {
    await install()
    const list = async (query: string, key = PLATFORM_KEY) =>
      (await client.get(`/v1/apps/installs${query}`, key)).body.data
    expect(await list(`?app=ca_test_app&account=${account}&status=installed`)).toMatchObject([
      { object: 'apps.install', account, app: 'ca_test_app', status: 'installed' },
    ])
    expect(await list('')).toEqual([])
    expect(await list('', (await client.control('keys', { permissions: 'all' })).key)).toHaveLength(1)
    expect(await list('?app=ca_test_app', LIVE_PLATFORM_KEY)).toEqual([])
  })

  it('ends with its uninstallation, tokens and all', async () => {
    const tokens = await install()
    await platformEvents()
    const { body: list } = await client.get('/v1/apps/installs?app=ca_test_app', PLATFORM_KEY)
    const { id } = elementAt(list.data, 0)
    const ended = await client.post(`/v1/apps/installs/${id}/uninstall`, {}, PLATFORM_KEY)
    expect(ended.body).toMatchObject({ id, status: 'uninstalling' })
    expect((await platformEvents()).map(({ type }) => type)).toEqual([
      'apps.install.deleted',
      'account.application.deauthorized',
    ])
    expect((await client.get('/v1/customers', tokens.access_token)).status).toBe(401)
    expect((await refresh(tokens.refresh_token)).body.error).toBe('invalid_grant')
    expect((await client.get(`/v1/apps/installs/${id}`, PLATFORM_KEY)).status).toBe(404)
  })
})

it('marks an endpoint that an application makes for an account', async () => {
  await connect()
  const form = { url: 'https://billhook.test/hook', 'enabled_events[0]': 'customer.created' }
  const made = await client.post('/v1/webhook_endpoints', form, PLATFORM_KEY, { 'Stripe-Account': account })
  expect(made.body).toMatchObject({ application: 'ca_test_connect', secret: expect.stringMatching(/^whsec_/) })
  trigger(client.site.primary().stripe, 'customer.created')
  const { deliveries } = await client.control('deliveries/take')
  expect(deliveries.map(({ url }: { url: string }) => url)).toContain('https://billhook.test/hook')
})
