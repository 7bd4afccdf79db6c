import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { DAY, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event, type StripeEvent } from '../../support/billing-events.ts'
import { type Json, ruleAccount, sums } from '../rules/account.ts'
import { questionsOf } from '../rules/at-stripe.ts'
import { incoming, rpc, settle, stubOf } from './tenant.ts'

const KEY = { kind: 'restricted_key', apiKey: 'rk_test_of_the_merchant' } as const

async function link(tenant: Tenant, epoch: number, stripeAccountId: string): Promise<void> {
  await rpc(tenant).link(tenant, { epoch, stripeAccountId, credential: KEY, importMonths: 0 })
  await settle(tenant)
}

function rows(tenant: Tenant, query: string): Promise<Record<string, SqlStorageValue>[]> {
  return runInDurableObject(stubOf(tenant), (_object, { storage }) => storage.sql.exec(query).toArray())
}

describe('customers of people, when another Stripe account is connected', () => {
  it('stay, are found by what is left of them, and get their Stripe customer back with the former account', async () => {
    const account = await ruleAccount({ identity: { metadata_key: 'user_id' } })
    await questionsOf(account.tenant)
    await link(account.tenant, 1, 'acct_a')
    const created = (): StripeEvent[] => [
      event('customer.created', stripeCustomer({ metadata: { user_id: '42' } })),
      event('customer.subscription.created', subscription()),
    ]
    await account.receive(...created())
    const { id } = await account.customer()
    await account.ask('PATCH', `/customers/${id}`, { tags: ['vip'], fields: { team: 'blue' } })

    await link(account.tenant, 2, 'acct_b')
    expect(await rows(account.tenant, 'SELECT kind, value FROM customer_keys')).toEqual([])
    await link(account.tenant, 3, 'acct_a')
    await account.receive(...created())

    const back = await account.customer()
    expect(back).toMatchObject({ id, tags: ['vip'], user_id: '42', access: { state: 'active' } })
    expect(back.fields.team.value).toBe('blue')
  })
})

const LACKING = "SELECT what FROM waits WHERE type = 'price'"

describe('what belongs to many', () => {
  it('terms that many subscriptions lack are read a few at a time, and none is left out', async () => {
    const account = await ruleAccount()
    const { tenant } = account
    for (let at = 0; at < 450; at += 1) await rpc(tenant).ingest(tenant, incoming(tieredFor(`${1000 + at}`)))
    await settle(tenant)
    const [price] = (tieredFor('1').data as Json).object.items.data.map((item: Json) => item.price)
    const tiers = [{ up_to: null, unit_amount: 700, unit_amount_decimal: '700', flat_amount: null }]
    await rpc(tenant).ingestSnapshots(tenant, 0, [
      { objectType: 'price', objectId: 'price_1', object: { ...price, tiers }, asOf: NOW, source: 'refetch' },
    ])
    await settle(tenant)
    expect((await rows(tenant, LACKING)).length).toBeGreaterThan(0)
    for (let turn = 0; turn < 3; turn += 1) await settle(tenant)
    expect(await rows(tenant, LACKING)).toEqual([])
    const priced = "SELECT count(*) AS n FROM customers WHERE body ->> '$.state.mrr[0].amount' = 700"
    expect(await rows(tenant, priced)).toEqual([{ n: 450 }])
  })

  it('a command leaves Stripe customers that wait untouched where nothing is decided anew', async () => {
    const account = await ruleAccount({ identity: { create_unknown: false } })
    await account.receive(event('customer.created', stripeCustomer()))
    const before = await rows(account.tenant, 'SELECT id, rev FROM payers')
    await account.ask('POST', '/customers', { name: 'Bob', email: 'bob@example.com' })
    expect(await rows(account.tenant, 'SELECT id, rev FROM payers')).toEqual(before)
  })

  it('foreign Stripe customers do not hide those that wait', async () => {
    const account = await ruleAccount({ products_included: ['prod_ours'], identity: { create_unknown: false } })
    const { tenant } = account
    for (let at = 0; at < 210; at += 1)
      await rpc(tenant).ingest(tenant, incoming(event('customer.created', stripeCustomer({ id: `cus_a${1000 + at}` }))))
    const ours = subscription({ customer: 'cus_z', items: [{ product: 'prod_ours' }] })
    await account.receive(
      event('customer.created', stripeCustomer({ id: 'cus_z', email: 'zoe@example.com' })),
      event('customer.subscription.created', ours),
    )
    const { body: made } = await account.ask('POST', '/customers', { name: 'Zoe', email: 'zoe@example.com' })
    expect((await account.customer('cus_z')).id).toBe(made.id)
  })
})

describe('the timeline of a customer that ends in another one', () => {
  it('goes over whole, also what came with it in the same turn', async () => {
    const account = await ruleAccount({ identity: { metadata_key: 'user_id' } })
    const { body: made } = await account.ask('POST', '/customers', { name: 'Ada', user_id: '42' })
    const updates = Array.from({ length: 120 }, (_, at) =>
      event('customer.subscription.updated', subscription({ metadata: { n: String(at) } }), { at: NOW - DAY + at }),
    )
    await account.receive(...updates, event('customer.created', stripeCustomer({ metadata: { user_id: '42' } })))
    const told = [...(await account.ask('GET', `/customers/${made.id}/timeline?limit=100`)).body.data].filter(
      ({ kind }: Json) => kind === 'event',
    )
    expect(told.length).toBe(100)
    expect(sums((await account.customer()).mrr)).toEqual({ usd: 2000 })
    const pages = await rows(
      account.tenant,
      'SELECT customer_id, sum(json_array_length(entries)) AS n FROM timeline_pages GROUP BY 1 ORDER BY 1',
    )
    expect(pages).toEqual([
      { customer_id: 'cust_1', n: 0 },
      { customer_id: made.id, n: 100 },
    ])
  })
})

function tieredFor(name: string): StripeEvent {
  const object = subscription({ id: `sub_${name}`, customer: `cus_${name}` })
  const [item] = (object.items as { data: Json[] }).data
  Object.assign(item.price, { billing_scheme: 'tiered', tiers_mode: 'graduated', unit_amount: null })
  Object.assign(item.price, { unit_amount_decimal: null })
  return event('customer.subscription.created', object)
}
