import { env, runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { SCENARIOS } from '../../../worker/domain/simulation/scenarios.ts'
import { simulation } from '../../../worker/http/schemas/simulation.ts'
import { DAY, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { settle, stubOf } from '../account/tenant.ts'
import { anAutomation, aTemplate, PLAIN, sinceEver } from '../automations/automations.ts'
import { type Json, type RuleAccount, ruleAccount } from '../rules/account.ts'
import { call, makeKey } from './client.ts'
import { withoutConsumers } from './sent.ts'

const BORN = NOW - 40 * DAY

/** What is written of the request itself, not of the simulation. */
const NOT_COUNTED = ['api_keys', 'idempotency_keys']

async function everything(tenant: Tenant): Promise<string> {
  const objects = await runInDurableObject(stubOf(tenant), (_instance, { storage: { sql } }) =>
    tablesOf(sql.exec<{ name: string }>(TABLES).toArray()).map((name) => [
      name,
      sql.exec(`SELECT * FROM "${name}"`).toArray(),
    ]),
  )
  const { results } = await env.DB.prepare(TABLES).all<{ name: string }>()
  const counts = await Promise.all(
    tablesOf(results).map(async (name) => [name, await env.DB.prepare(`SELECT count(*) AS n FROM "${name}"`).first()]),
  )
  return JSON.stringify([objects, counts])
}

const TABLES = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'
  AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`

const tablesOf = (rows: { name: string }[]): string[] =>
  rows.map(({ name }) => name).filter((name) => !NOT_COUNTED.includes(name))

describe('POST /simulations', () => {
  let account: RuleAccount
  let ada: Json
  beforeAll(async () => {
    account = await ruleAccount({ price_mapping: { price_1: ['basic'] } })
    const { tenant } = account
    await withoutConsumers(tenant)
    const template = await aTemplate(tenant)
    await anAutomation(tenant, {
      trigger: { type: 'payment.failed' },
      name: 'Ask for a card',
      actions: [{ type: 'send_email', template }],
    })
    await anAutomation(tenant, {
      trigger: { type: 'payment.failed' },
      name: 'Of great ones',
      conditions: [{ field: 'mrr', op: 'gte', value: 100_000 }],
      actions: [{ type: 'add_tag', tag: 'great' }],
    })
    await anAutomation(tenant, {
      trigger: { type: 'subscription.created' },
      name: 'Greet',
      actions: [{ type: 'add_tag', tag: 'greeted' }],
    })
    await sinceEver(tenant)
    const url = 'https://hooks.example.com/billhook'
    await account.ask('POST', '/endpoints', { url, events: ['customer.access_changed'] })
    await account.receive(
      event('customer.created', stripeCustomer({ created: BORN }), { at: BORN, id: 'evt_born' }),
      event('customer.subscription.created', subscription({ created: BORN }), { at: BORN, id: 'evt_sub' }),
      event(
        'product.created',
        { id: 'prod_9', object: 'product', name: 'P', active: true, created: BORN },
        { at: BORN },
      ),
    )
    await account.ask('POST', '/customers', { user_id: 'u_1' })
    await settle(tenant)
    // What is still on its way is told to D1 after five seconds, which may pass in the midst of the tests.
    await account.passTime(6)
    ada = await account.customer()
  })
  const simulate = (body: object) => account.ask('POST', '/simulations', body)
  const said = async (body: object): Promise<Json> => {
    const answer = await simulate(body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(simulation.parse(answer.body)).toEqual(answer.body)
    return answer.body
  }

  it.each(SCENARIOS)(
    '%s happens to an invented customer and to a real one, and leaves everything as it was',
    async (scenario) => {
      const before = await everything(account.tenant)
      for (const customer of [undefined, ada.id]) {
        const body = await said({ scenario, ...(customer && { customer }) })
        expect(body.events.map(({ outcome }: Json) => outcome)).not.toContain('parked')
        expect(body.customer).toMatchObject(
          customer ? { id: customer, created: false } : { external_id: 'cus_simulated', created: true },
        )
        expect([body.object, body.mode, body.events.length > 0]).toEqual(['simulation', 'test', true])
        expect([body.stage, body.access, body.mrr]).toEqual([
          body.customer.stage,
          body.customer.access,
          body.customer.mrr,
        ])
      }
      expect((await everything(account.tenant)) === before).toBe(true)
    },
  )

  it.each([
    ['subscription_created', 'active', [2_000], 'active'],
    ['trial_started', 'trialing', [], 'active'],
    ['trial_ended_paid', 'active', [2_000], 'active'],
    ['trial_ended_paused', 'paused', [], 'frozen'],
    ['payment_failed', 'past_due', [2_000], 'suspended'],
    ['payment_failed_thrice_then_recovered', 'active', [2_000], 'active'],
    ['payment_failed_for_good', 'canceled', [], 'expired'],
    ['upgrade', 'active', [4_000], 'active'],
    ['downgrade', 'active', [1_000], 'active'],
    ['canceled', 'canceled', [], 'expired'],
    ['dispute_lost', 'active', [2_000], 'expired'],
  ])('%s: the subscription is %s, MRR %j, access %s, for either', async (scenario, status, mrr, access) => {
    for (const customer of [undefined, ada.id]) {
      const { customer: after } = await said({ scenario, ...(customer && { customer }) })
      const best = after.subscriptions.find((one: Json) => one.id === (customer ? 'sub_1' : 'sub_simulated'))
      if (!scenario.startsWith('trial') && scenario !== 'subscription_created')
        expect([scenario, best?.status, after.access.state]).toEqual([scenario, status, access])
      if (customer === undefined)
        expect([after.subscription_status, after.mrr.map(({ amount }: Json) => amount).filter(Boolean)]).toEqual([
          status,
          mrr,
        ])
    }
  })

  it('tells what runs, what does not and why, and what would be sent', async () => {
    const body = await said({ scenario: 'payment_failed', customer: ada.id })
    const told = (name: string) => body.runs.find(({ automation }: Json) => automation.name === name)
    expect(told('Ask for a card')).toMatchObject({ matched: true, status: 'done', failing_condition: null })
    expect(told('Of great ones')).toMatchObject({
      ...{ matched: false, status: 'stopped' },
      failing_condition: { field: 'mrr', op: 'gte', value: 100_000, actual: [{ currency: 'usd', amount: 2_000 }] },
    })
    expect(body.mails).toMatchObject([
      { to: 'alice@example.com', trigger: 'payment.failed', subject: 'Hello alice@example.com', error: null },
    ])
    expect(body.webhooks).toMatchObject([
      {
        url: 'https://hooks.example.com/billhook',
        type: 'customer.access_changed',
        body: { type: 'customer.access_changed' },
      },
    ])
    expect(body.changes).toContainEqual(
      expect.objectContaining({ customer: ada.id, field: 'subscription_status', from: 'active', to: 'past_due' }),
    )
  })

  it('names an automation that nothing starts', async () => {
    const { runs } = await said({ scenario: 'upgrade' })
    expect(runs).toContainEqual(
      expect.objectContaining({ matched: false, status: null, reason: 'Nothing happened that it waits for.' }),
    )
  })

  it('tells nothing of the past of an invented customer, and nothing of it starts', async () => {
    const { events, changes, runs, customer } = await said({ scenario: 'canceled' })
    expect(runs.find(({ automation }: Json) => automation.name === 'Greet').status).toBeNull()
    expect(customer.tags).toEqual([])
    expect(events.map(({ type }: Json) => type)).toEqual(['customer.subscription.deleted'])
    expect(changes).toContainEqual(expect.objectContaining({ field: 'subscription_status', from: 'active' }))
  })

  it('goes by other settings, which may map invented prices', async () => {
    const settings = { access: { on_end: 'freeze' }, price_mapping: { price_simulated: ['pro'] } }
    expect((await said({ scenario: 'canceled', settings })).access.state).toBe('frozen')
    expect((await said({ scenario: 'subscription_created', settings })).customer.packages).toEqual(['pro'])
  })

  it('takes an event that is stored, as it came or as another customer’s', async () => {
    const again = await said({ event: 'evt_sub' })
    expect([again.events[0].id, again.customer.id]).toEqual(['evt_sub', ada.id])
    const { body: other } = await account.ask('POST', '/customers', {
      external_id: 'cus_other',
      email: 'o@example.com',
    })
    expect((await said({ event: 'evt_sub', customer: other.id })).customer.id).toBe(other.id)
  })

  it('of an old event tells what an automation would do that was switched on since', async () => {
    await anAutomation(account.tenant, {
      trigger: { type: 'subscription.created' },
      name: 'New',
      actions: [{ type: 'add_tag', tag: 'new' }],
    })
    const { runs } = await said({ event: 'evt_sub' })
    expect(runs.find(({ automation }: Json) => automation.name === 'New').matched).toBe(true)
  })

  it('takes a whole event', async () => {
    const whole = event('customer.created', stripeCustomer({ id: 'cus_new', email: 'new@example.com' }))
    expect((await said({ event: whole })).customer).toMatchObject({ created: true, email: 'new@example.com' })
  })

  it('shows in place of a mail why it cannot be written', async () => {
    const required = ['invoice.shoe_size']
    const template = await aTemplate(account.tenant, { ...PLAIN, required })
    await anAutomation(account.tenant, {
      trigger: { type: 'subscription.plan_changed' },
      actions: [{ type: 'send_email', template }],
    })
    expect((await said({ scenario: 'upgrade' })).mails).toMatchObject([
      { subject: null, html: null, text: null, error: { code: 'missing_variable' } },
    ])
  })

  it('tells the mode, and works in live mode too', async () => {
    const { status, body } = await account.ask('POST', '/simulations', { scenario: 'payment_failed' }, 'live')
    expect([status, body.mode, body.customer.created]).toEqual([200, 'live', true])
  })

  it.each([
    [{}, '/scenario', 'one_of'],
    [{ scenario: 'canceled', event: 'evt_sub' }, '/event', 'one_of'],
    [{ scenario: 'nothing' }, '/scenario', 'invalid_value'],
    [{ event: { object: 'event' } }, '/event', 'not_an_event'],
    [{ event: { a: 'x'.repeat(300_000) } }, '/event', 'too_large'],
    [{ event: 'evt_sub', customer: 'cust_u_1' }, '/customer', 'no_stripe_customer'],
    [{ scenario: 'canceled', settings: { access: { grace_days: 1_000 } } }, '/settings/access/grace_days', 'too_big'],
    [
      { scenario: 'canceled', settings: { price_mapping: { price_none: ['a'] } } },
      '/settings/price_mapping/price_none',
      'unknown_price',
    ],
    [{ scenario: 'canceled', color: 'red' }, '/color', 'unknown_name'],
  ])('%j is refused', async (body, pointer, code) => {
    const [none] = (await account.list('/customers?q=u_1')) as Json[]
    const named = 'customer' in body ? { ...body, customer: none.id } : body
    const answer = await simulate(named)
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ pointer, code }]])
  })

  it('another account’s customer and event are not there', async () => {
    const other = await ruleAccount()
    for (const body of [{ scenario: 'canceled', customer: ada.id }, { event: 'evt_sub' }])
      expect((await other.ask('POST', '/simulations', body)).body.code).toBe('not_found')
  })

  it('of a stored event whose payload retention has removed nothing can be told', async () => {
    await env.DB.prepare("UPDATE events SET payload = NULL WHERE account_id = ?1 AND id = 'evt_born'")
      .bind(account.tenant.accountId)
      .run()
    expect((await simulate({ event: 'evt_born' })).body).toMatchObject({ status: 409, code: 'payload_removed' })
  })

  it('needs a key that may do more than read', async () => {
    const token = await makeKey('read', 'test')
    const { body } = await call('POST', '/api/v1/simulations', { token, body: { scenario: 'canceled' } })
    expect(body.code).toBe('scope_insufficient')
  })
})
