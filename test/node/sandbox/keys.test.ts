import { beforeEach, describe, expect, it } from 'vitest'
import { createCustomer } from '../../sandbox/core/actions/customers.ts'
import { trigger } from '../../sandbox/core/triggers.ts'
import { DEFAULT_API_KEY, DEFAULT_LIVE_API_KEY, openSite, type SiteClient } from './site-client.ts'

let client: SiteClient
let account: string
const restrictedTo = async (...permissions: string[]): Promise<string> =>
  (await client.control('keys', { permissions })).key

beforeEach(() => {
  client = openSite()
  account = client.site.primary().stripe.account.id
})

describe('a key', () => {
  it('opens nothing when it is unknown, revoked, expired or publishable, each with its own words', async () => {
    const { key: revoked } = await client.control('keys')
    const { key: expired } = await client.control('keys')
    expect((await client.get('/v1/customers', revoked)).status).toBe(200)
    await client.control('keys/change', { key: revoked, revoked: true })
    await client.control('keys/change', { key: expired, expired: true })
    const refusal = async (key: string) => {
      const { status, body } = await client.get('/v1/customers', key)
      return [status, body.error.code, body.error.message]
    }
    expect(await refusal('sk_test_nobody')).toEqual([
      401,
      undefined,
      expect.stringMatching(/^Invalid API Key provided/),
    ])
    expect(await refusal(revoked)).toEqual([
      401,
      undefined,
      expect.stringMatching(/^Invalid API Key provided: rk_test_\*+.{4}$/),
    ])
    expect(await refusal(expired)).toEqual([401, 'api_key_expired', expect.stringMatching(/^Expired API Key provided/)])
    expect(await refusal('pk_test_x')).toEqual([401, 'secret_key_required', expect.stringMatching(/publishable/)])
  })

  it('may by default all that an import, catch-up and an endpoint of one’s own take', async () => {
    const { key } = await client.control('keys')
    const lists = ['customers', 'products', 'prices', 'subscriptions', 'invoices', 'charges', 'refunds', 'coupons']
    for (const name of [...lists, 'disputes', 'events', 'webhook_endpoints']) {
      expect([name, (await client.get(`/v1/${name}`, key)).status]).toEqual([name, 200])
    }
    const form = { url: 'https://example.com/hook', 'enabled_events[0]': '*' }
    expect((await client.post('/v1/webhook_endpoints', form, key)).status).toBe(200)
  })

  it.each([
    ['/v1/prices', 'rak_plan_read'],
    ['/v1/refunds', 'rak_charge_read'],
    ['/v1/subscription_items?subscription=sub_x', 'rak_subscription_read'],
    ['/v1/invoices/in_x/lines', 'rak_invoice_read'],
    ['/v1/customers/search?query=created%3E0', 'rak_customer_read'],
    ['/v1/account', 'rak_connected_account_read'],
  ])(
    'without a permission is told its name and the account’s, before anything exists or not: %s',
    async (path, name) => {
      const { status, body } = await client.get(path, await restrictedTo('rak_dispute_read'))
      expect(status).toBe(403)
      expect(body.error).toMatchObject({
        type: 'invalid_request_error',
        message: expect.stringMatching(
          new RegExp(
            `^The provided key 'rk_test_\\*+.{4}' does not have the required permissions for this endpoint on account '${account}'\\. Having the '${name}' permission would allow this request to continue\\.$`,
          ),
        ),
      })
    },
  )

  it('probes a permission with an object that does not exist', async () => {
    const key = await restrictedTo('rak_charge_read')
    expect((await client.get('/v1/charges/ch_none', key)).body.error.code).toBe('resource_missing')
    expect((await client.get('/v1/coupons/none', key)).status).toBe(403)
  })

  it('reads with a write permission too, and writes with no read permission', async () => {
    const writes = await restrictedTo('rak_webhook_write')
    expect((await client.get('/v1/webhook_endpoints', writes)).status).toBe(200)
    const reads = await restrictedTo('rak_webhook_read')
    const { body } = await client.post('/v1/webhook_endpoints', {}, reads)
    expect(body.error.message).toContain("'rak_webhook_write'")
  })

  it('asks for the permission of what it expands', async () => {
    trigger(client.site.primary().stripe, 'invoice.paid')
    const key = await restrictedTo('rak_invoice_read')
    expect((await client.get('/v1/invoices?expand[0]=data.payments', key)).status).toBe(200)
    const { status, body } = await client.get('/v1/invoices?expand[0]=data.customer', key)
    expect([status, body.error.message]).toEqual([403, expect.stringContaining("'rak_customer_read'")])
  })

  it('is told only of events whose objects it may read', async () => {
    trigger(client.site.primary().stripe, 'invoice.paid')
    const types = async (key: string): Promise<string[]> =>
      (await client.get('/v1/events?limit=100', key)).body.data.map((event) => String(event.type))
    expect(new Set((await types(await restrictedTo('rak_event_read', 'rak_customer_read'))).map(firstWord))).toEqual(
      new Set(['customer']),
    )
    expect((await types(DEFAULT_API_KEY)).length).toBeGreaterThan(5)
    const { id } =
      client.site
        .primary()
        .stripe.events.all()
        .find((event) => event.type === 'invoice.paid') ?? {}
    expect((await client.get(`/v1/events/${id}`, await restrictedTo('rak_event_read'))).status).toBe(404)
  })

  it('gains and loses permissions while it is in use', async () => {
    const key = await restrictedTo('rak_customer_read')
    expect((await client.get('/v1/coupons', key)).status).toBe(403)
    await client.control('keys/change', { key, permissions: ['rak_customer_read', 'rak_coupon_read'] })
    expect((await client.get('/v1/coupons', key)).status).toBe(200)
    await expect(client.control('keys/change', { key, permissions: ['rak_nonsense_read'] })).rejects.toThrow(
      /no permission rak_nonsense_read/,
    )
  })
})

describe('the two modes of an account', () => {
  it('have the same account id and different objects', async () => {
    const live = client.site.primary('live').stripe
    expect(live.account.id).toBe(account)
    createCustomer(live, { email: 'live@example.com' })
    expect((await client.get('/v1/customers')).body.data).toEqual([])
    const [customer] = (await client.get('/v1/customers', DEFAULT_LIVE_API_KEY)).body.data
    expect(customer).toMatchObject({ email: 'live@example.com', livemode: true })
    expect((await client.get('/v1/account', DEFAULT_LIVE_API_KEY)).body.id).toBe(account)
  })

  it('name each other when a key of the wrong one asks for an object', async () => {
    const { id } = createCustomer(client.site.primary('live').stripe)
    const { status, body } = await client.get(`/v1/customers/${id}`)
    expect([status, body.error.code, body.error.message]).toEqual([
      404,
      'resource_missing',
      `No such customer: '${id}'; a similar object exists in live mode, but a test mode key was used to make this request.`,
    ])
  })
})

describe('a further account', () => {
  it('has its own id, keys and objects, and is no business of the first', async () => {
    const { account: second } = await client.control('accounts', { name: 'Corner Shop', country: 'DE' })
    const { key } = await client.control('keys', { account: second, permissions: 'all' })
    const made = await client.post('/v1/customers', { email: 'a@example.com' }, key)
    expect((await client.get('/v1/account', key)).body).toMatchObject({
      id: second,
      country: 'DE',
      default_currency: 'eur',
    })
    expect((await client.get(`/v1/customers/${made.body.id}`)).body.error.message).toBe(
      `No such customer: '${made.body.id}'`,
    )
    const foreign = await client.get('/v1/customers', DEFAULT_API_KEY, { 'Stripe-Account': second })
    expect([foreign.status, foreign.body.error.code]).toEqual([403, 'account_invalid'])
  })

  it('has to exist', async () => {
    await expect(client.control('keys', { account: 'acct_none' })).rejects.toThrow(/no account acct_none/)
    await expect(client.control('keys', { mode: 'both' })).rejects.toThrow(/mode must be one of test, live/)
  })
})

function firstWord(type: string): string {
  return type.split('.')[0] ?? ''
}
