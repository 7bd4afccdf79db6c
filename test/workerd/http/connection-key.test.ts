import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import { SUBSCRIBED_EVENT_TYPES } from '../../../worker/stripe/event-types.ts'
import { newAccount, secretEnds, storedRow } from '../connect/accounts.ts'
import { carryEvents, control, endpointsOf, newKey, newStripeAccount, REQUIRED } from '../connect/stripe.ts'

describe('connecting by a restricted key', () => {
  it('links the Stripe account, registers our endpoint and begins the import', async () => {
    const stripe = await newStripeAccount('Acme GmbH')
    const account = await newAccount()
    const key = await newKey(stripe, { permissions: [...REQUIRED, 'rak_connected_account_read'] })
    const answer = await account.connectKey(key, { import_months: 3 })
    expect(answer.body).toMatchObject({
      kind: 'restricted_key',
      stripe_account: { id: stripe, name: 'Acme GmbH', country: 'DE' },
      api_version: '2026-10-28.endive',
      key_last4: key.slice(-4),
      import_months: 3,
      conditions: [],
      webhook: { url: account.webhookUrl, missing_event_types: [] },
      import: { kind: 'import' },
    })
    expect(answer.status).toBe(201)
    expect(['importing', 'connected']).toContain(answer.body.status)
    const endpoints = await endpointsOf(stripe)
    expect(endpoints).toMatchObject([
      {
        url: account.webhookUrl,
        status: 'enabled',
        api_version: '2026-10-28.endive',
        metadata: { billhook_connection: answer.body.id },
      },
    ])
    expect(endpoints[0]?.enabled_events).toEqual([...SUBSCRIBED_EVENT_TYPES])
    expect(endpoints[0]?.enabled_events).not.toContain('invoice.created')
  })

  it('shows the Stripe account by its id where the key may not read more of it', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const { body } = await account.connectKey(await newKey(stripe))
    expect(body.stripe_account).toEqual({ id: stripe, name: null, country: null })
  })

  it('takes in the events of the endpoint that it made', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    const answers = await carryEvents(stripe, 'product.created', account.webhookUrl)
    expect(answers).toEqual([{ status: 200, body: { received: true, duplicate: false } }])
    await vi.waitFor(async () => {
      expect(await account.connection()).toMatchObject({ last_event: { type: 'product.created' } })
    })
  })

  it.each([
    ['pk_test_0123456789', /publishable/],
    ['whsec_0123456789', /webhook signing secret/],
    ['sk_org_test_0123456789', /organization key/],
    ['sk_live_0123456789', /may do everything/],
    ['rk_test_', /not a Stripe key/],
    ['rk_test_01234 56789', /not a Stripe key/],
    ['hello', /not a Stripe key/],
  ])('refuses %s and says what it is', async (key, sentence) => {
    const account = await newAccount()
    const answer = await account.connectKey(key)
    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([422, 'key_malformed', '/api_key'])
    expect(answer.body.detail).toMatch(sentence)
    expect(JSON.stringify(answer.body)).not.toContain(key.slice(8) || 'nothing to find')
  })

  it('refuses a key of the other mode before Stripe hears of it, both ways', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const [test, live] = await Promise.all([newKey(stripe), newKey(stripe, { mode: 'live' })])
    for (const [key, mode] of [
      [live, 'test'],
      [test, 'live'],
    ] as const) {
      const answer = await account.connectKey(key, {}, mode)
      expect([answer.status, answer.body.code]).toEqual([422, 'key_wrong_mode'])
      expect(await account.connection(mode)).toMatchObject({ status: 'not_connected', stripe_account: null })
    }
  })

  it('refuses a key that Stripe does not know, and one that has expired', async () => {
    const account = await newAccount()
    const unknown = await account.connectKey('rk_test_0123456789abcdef')
    expect([unknown.status, unknown.body.code]).toEqual([422, 'key_refused'])
    expect(unknown.body.detail).toMatch(/deleted or rolled/)
    const key = await newKey(await newStripeAccount())
    await control('POST', 'keys/change', { key, expired: true })
    const expired = await account.connectKey(key)
    expect([expired.status, expired.body.code]).toEqual([422, 'key_refused'])
    expect(expired.body.detail).toMatch(/expired/)
  })

  it.each([
    ['rak_customer_read', 'Customers', 'Read'],
    ['rak_product_read', 'Products', 'Read'],
    ['rak_plan_read', 'Prices', 'Read'],
    ['rak_subscription_read', 'Subscriptions', 'Read'],
    ['rak_invoice_read', 'Invoices', 'Read'],
    ['rak_charge_read', 'Charges and Refunds', 'Read'],
    ['rak_coupon_read', 'Coupons', 'Read'],
    ['rak_dispute_read', 'Disputes', 'Read'],
    ['rak_event_read', 'Events', 'Read'],
    ['rak_webhook_write', 'Webhook Endpoints', 'Write'],
  ])('names the box of a missing %s', async (name, box, access) => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe, { permissions: REQUIRED.filter((permission) => permission !== name) })
    const answer = await account.connectKey(key)
    expect([answer.status, answer.body.code]).toEqual([422, 'permissions_missing'])
    expect(answer.body.errors).toMatchObject([{ pointer: '/api_key', code: name }])
    expect(answer.body.errors[0].message).toContain(`"${box}" to ${access}`)
    expect(answer.body.detail).toContain(`${box}: ${access}`)
    expect(await account.connection()).toMatchObject({ status: 'not_connected' })
    expect(await endpointsOf(stripe)).toEqual([])
  })

  it('names all that is missing at once, and works once it is mended', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe, { permissions: ['rak_customer_read', 'rak_event_read'] })
    const answer = await account.connectKey(key)
    expect(answer.body.errors).toHaveLength(8)
    await control('POST', 'keys/change', { key, permissions: REQUIRED })
    expect((await account.connectKey(key)).status).toBe(201)
  })

  it('asks before another Stripe account takes the place of the first, and says what goes', async () => {
    const [first, second] = [await newStripeAccount('First'), await newStripeAccount('Second')]
    const account = await newAccount()
    await account.connectKey(await newKey(first, { permissions: 'all' }))
    const before = await storedRow(account.tenant)
    const key = await newKey(second, { permissions: 'all' })
    const asked = await account.connectKey(key)
    expect(asked.body).toMatchObject({
      status: 409,
      code: 'stripe_account_differs',
      current_stripe_account: first,
      new_stripe_account: second,
    })
    expect(asked.body.detail).toMatch(/Second.*removes the catalog/)
    expect(await storedRow(account.tenant)).toEqual(before)
    expect(await endpointsOf(second)).toEqual([])
    expect((await account.connectKey(key, { replaces: second })).status).toBe(409)
    const answer = await account.connectKey(key, { replaces: first })
    expect(answer.body).toMatchObject({ stripe_account: { id: second, name: 'Second' } })
    expect(await endpointsOf(first)).toEqual([])
    expect(await endpointsOf(second)).toHaveLength(1)
    const [current, former] = await secretEnds(account.tenant)
    expect([current, Number(former) <= Date.now()]).toEqual([null, true])
  })

  it('asks again after a disconnect, since the data stays', async () => {
    const [first, second] = [await newStripeAccount(), await newStripeAccount()]
    const account = await newAccount()
    await account.connectKey(await newKey(first))
    await account.ask('DELETE', '/connection')
    const asked = await account.connectKey(await newKey(second))
    expect(asked.body).toMatchObject({ code: 'stripe_account_differs', current_stripe_account: first })
    expect((await account.connectKey(await newKey(first))).status).toBe(201)
  })

  it('refuses a Stripe account that feeds another account, until that lets go of it', async () => {
    const stripe = await newStripeAccount()
    const [owner, other] = [await newAccount(), await newAccount()]
    await owner.connectKey(await newKey(stripe))
    const taken = await other.connectKey(await newKey(stripe))
    expect([taken.status, taken.body.code]).toEqual([409, 'stripe_account_taken'])
    expect(await other.connection()).toMatchObject({ status: 'not_connected', stripe_account: null })
    await owner.ask('DELETE', '/connection')
    expect((await other.connectKey(await newKey(stripe))).status).toBe(201)
  })

  it('answers 503 and changes nothing while Stripe is busy', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe)
    await control('POST', 'limits', { account: stripe, refuse_next: 50 })
    const answer = await account.connectKey(key)
    expect([answer.status, answer.body.code, answer.headers.get('Retry-After')]).toEqual([
      503,
      'stripe_unavailable',
      '5',
    ])
    expect(await account.connection()).toMatchObject({ status: 'not_connected' })
  })

  it('a connect with the same key keeps the endpoint and its secret', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe))
    const [before] = await endpointsOf(stripe)
    await account.connectKey(await newKey(stripe))
    expect(await endpointsOf(stripe)).toEqual([before])
  })

  it('connects test and live side by side, one without touching the other', async () => {
    const stripe = await newStripeAccount()
    const account = await newAccount()
    await account.connectKey(await newKey(stripe, { mode: 'live' }), {}, 'live')
    expect(await endpointsOf(stripe)).toEqual([])
    expect(await account.connection('test')).toMatchObject({ status: 'not_connected', stripe_account: null })
    await account.connectKey(await newKey(stripe))
    const [test, live] = [await account.connection('test'), await account.connection('live')]
    expect([test.stripe_account.id, live.stripe_account.id]).toEqual([stripe, stripe])
    expect(test.webhook.url).not.toBe(live.webhook.url)
    await account.ask('DELETE', '/connection')
    expect(await account.connection('live')).toMatchObject({ kind: 'restricted_key', stripe_account: { id: stripe } })
    expect(await endpointsOf(stripe, 'live')).toHaveLength(1)
  })

  it('never shows, stores in the open or logs the key or the signing secret', async () => {
    const written: string[] = []
    const spies = (['log', 'info', 'warn', 'error'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...values) => {
        written.push(values.map(String).join(' '))
      }),
    )
    const stripe = await newStripeAccount()
    const account = await newAccount()
    const key = await newKey(stripe)
    const refused = await account.connectKey(await newKey(stripe, { permissions: ['rak_customer_read'] }))
    const answer = await account.connectKey(key)
    const shown = await account.connection()
    for (const spy of spies) spy.mockRestore()
    const rows = await env.DB.prepare('SELECT * FROM connections, signing_secrets').all()
    const everything = JSON.stringify([refused.body, answer.body, shown, rows.results, written])
    expect(everything).not.toContain(key.slice(0, -4))
    expect(everything).not.toMatch(/whsec_[A-Za-z0-9]{8}/)
    expect(everything).not.toMatch(/rk_test_[A-Za-z0-9*]/)
  })
})
