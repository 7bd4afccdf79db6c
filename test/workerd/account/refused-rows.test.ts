import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it, vi } from 'vitest'
import type { Tenant } from '../../../worker/domain/ids.ts'
import { stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { errorLogs, expectErrorLogs } from '../../support/console.ts'
import { type RuleAccount, ruleAccount } from '../rules/account.ts'
import { incoming, readModelState, replaceBindings, rpc, settle, stubOf, withBatch } from './tenant.ts'

/** D1 refuses each batch of which `isRefused` is true. */
async function refuse(tenant: Tenant, isRefused: (statements: string) => boolean): Promise<void> {
  await replaceBindings(tenant, (bindings) => ({
    DB: withBatch(bindings.DB, async (statements) => {
      if (isRefused(JSON.stringify(statements))) throw new Error('D1_ERROR: string or blob too big')
      return bindings.DB.batch(statements)
    }),
  }))
}

/** As in a database that knows customers which an object that was restored has forgotten. */
async function takeNumber(tenant: Tenant, number: number): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO customers (account_id, mode, id, number, rev, terms, body) VALUES (?1, ?2, 'cust_other', ?3, 9, '[]', '{}')`,
  )
    .bind(tenant.accountId, tenant.mode, number)
    .run()
}

const product = (id: string) => event('product.updated', { id, object: 'product', name: id, active: true })
const joined = (name: string) =>
  event('customer.created', stripeCustomer({ id: `cus_${name}`, email: `${name}@example.com` }))

async function parked(tenant: Tenant): Promise<unknown[]> {
  return runInDurableObject(stubOf(tenant), (_object, { storage }) =>
    storage.sql.exec("SELECT key, error FROM inbox WHERE outcome = 'parked'").toArray(),
  )
}

/** What a rebuild has still to do. */
async function rebuild(tenant: Tenant): Promise<unknown[]> {
  return runInDurableObject(stubOf(tenant), (_object, { storage }) =>
    storage.sql.exec("SELECT value FROM meta WHERE key = 'rebuild'").toArray(),
  )
}

const nameOf = async (account: RuleAccount, id: string) => (await account.customer(id))?.name ?? null

describe('what the read model refuses', () => {
  it('a customer is set aside until it changes again, and no event and no other customer with it', async () => {
    expectErrorLogs()
    const account = await ruleAccount()
    await takeNumber(account.tenant, 1)
    await account.receive(product('prod_1'), joined('a'), product('prod_2'), joined('b'), product('prod_3'))
    expect(await parked(account.tenant)).toEqual([])
    const { events, objects } = await readModelState(account.tenant)
    expect([events.length, objects.length]).toEqual([5, 5])
    expect(await account.customer('cus_b')).toMatchObject({ email: 'b@example.com' })
    expect(await account.customer('cus_a')).toBeNull()
    expect(errorLogs().join()).toMatch(/"input_parked".*"key":"customer cust_/)

    await env.DB.prepare("DELETE FROM customers WHERE id = 'cust_other'").run()
    await account.receive(event('customer.updated', stripeCustomer({ id: 'cus_a', name: 'Alice' })))
    expect(await nameOf(account, 'cus_a')).toBe('Alice')
  })

  it('a customer among those that a recompute changed does not keep the others from what they are now', async () => {
    expectErrorLogs()
    const account = await ruleAccount({ price_mapping: { price_1: ['first'] } })
    for (const name of ['a', 'b', 'c'])
      await account.receive(
        joined(name),
        event('customer.subscription.created', subscription({ id: `sub_${name}`, customer: `cus_${name}` })),
      )
    const { id } = await account.customer('cus_b')
    await refuse(account.tenant, (statements) => statements.includes('INTO customers ') && statements.includes(id))
    await account.ask('PATCH', '/settings', { price_mapping: { price_1: ['second'] } })
    await settle(account.tenant)
    const packages = async (name: string) => (await account.customer(`cus_${name}`)).packages
    expect([await packages('a'), await packages('b'), await packages('c')]).toEqual([['second'], ['first'], ['second']])
  })

  it('an object parks the events that brought it, which says so, and no others', async () => {
    expectErrorLogs()
    const account = await ruleAccount()
    const [good, bad, other] = [product('prod_1'), product('prod_bad'), product('prod_2')]
    await refuse(
      account.tenant,
      (statements) => statements.includes('INTO products') && statements.includes('prod_bad'),
    )
    await account.receive(good, bad, other)
    expect(await account.event(bad.id)).toMatchObject({ outcome: 'parked', error: expect.stringContaining('refused') })
    expect([(await account.event(good.id)).outcome, (await account.event(other.id)).outcome]).toEqual([
      'processed',
      'processed',
    ])
    expect((await readModelState(account.tenant)).objects).toMatchObject([{ id: 'prod_1' }, { id: 'prod_2' }])
  })

  it('is given up at last where it is all there is, and the object rests before it goes on', async () => {
    expectErrorLogs()
    const account = await ruleAccount()
    await account.receive(joined('a'))
    const { id } = await account.customer('cus_a')
    await refuse(account.tenant, (statements) => statements.includes(id))
    void rpc(account.tenant).updateCustomer(account.tenant, id, { name: 'Alice' }, 'operator')
    await settle(account.tenant)
    expect(errorLogs().join()).toContain('The read model took none of')
  })

  it('is nothing while it is nearly everything: what is at fault then is not the rows', async () => {
    expectErrorLogs()
    const account = await ruleAccount()
    const { tenant } = account
    let isBroken = true
    await refuse(tenant, (statements) => isBroken && statements.includes('INTO events'))
    const events = Array.from({ length: 150 }, (_, at) => product(`prod_${at}`))
    for (const one of events) await rpc(tenant).ingest(tenant, incoming(one))
    for (let turn = 0; turn < 3; turn += 1) await runDurableObjectAlarm(stubOf(tenant))
    expect(errorLogs().join()).toContain('more rows than can be found at once')
    isBroken = false
    await settle(tenant)
    expect(await parked(tenant)).toEqual([])
    expect((await readModelState(tenant)).events).toHaveLength(150)
  })

  it('does not keep a rebuild from its end: what is taken is there then', async () => {
    expectErrorLogs()
    const account = await ruleAccount()
    await account.receive(product('prod_1'), joined('a'), joined('b'))
    const { id } = await account.customer('cus_a')
    await refuse(
      account.tenant,
      (statements) =>
        (statements.includes('INTO customers ') && statements.includes(id)) || statements.includes('INTO products'),
    )
    await rpc(account.tenant).reproject(account.tenant)
    await vi.waitFor(async () => expect(await rebuild(account.tenant)).toEqual([]), 20_000)
    await settle(account.tenant)
    expect(await account.customer('cus_a')).toBeNull()
    expect(await account.customer('cus_b')).toMatchObject({ email: 'b@example.com' })
  })
})
