import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { charge, invoice } from '../../support/billing-payments.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { ruleAccount } from '../rules/account.ts'
import { settle, stubOf } from './tenant.ts'

const OF_CUSTOMERS = [
  'customers',
  'payers',
  'customer_keys',
  'waits',
  'tallies',
  'movements',
  'timeline_pages',
  'dirty',
]

describe('an object that held Stripe objects before there were customers', () => {
  it('has the customers it would have had, once, and new events count on top of them', async () => {
    const account = await ruleAccount()
    const before = [
      event('customer.created', stripeCustomer()),
      event('customer.subscription.created', subscription()),
      event('invoice.paid', invoice()),
      event('charge.succeeded', charge()),
    ]
    await account.receive(...before)
    const expected = await account.customer()
    await runInDurableObject(stubOf(account.tenant), (_object, state) => {
      for (const table of OF_CUSTOMERS) state.storage.sql.exec(`DELETE FROM ${table}`)
      state.storage.sql.exec("INSERT INTO meta (key, value) VALUES ('upgrade', 'objects')")
      state.storage.sql.exec(
        "DELETE FROM meta WHERE key IN ('rules_in_force', 'rules', 'customer_number', 'tally_state', 'movement_projected_seq')",
      )
    })
    await account.receive(event('customer.updated', stripeCustomer({ name: 'Alice again' })))
    await settle(account.tenant)
    const shown = await account.customer()
    const { name, lifetime_value, mrr, access } = shown
    expect({ name, lifetime_value, mrr, access }).toEqual({
      name: 'Alice again',
      lifetime_value: expected.lifetime_value,
      mrr: expected.mrr,
      access: expected.access,
    })
  })

  it('comes to an end whatever the ids and the bodies of what it held, also where a person comes first', async () => {
    expectErrorLogs()
    const account = await ruleAccount()
    await account.receive(
      event('customer.created', stripeCustomer()),
      event('customer.subscription.created', subscription()),
    )
    await runInDurableObject(stubOf(account.tenant), (_object, { storage: { sql } }) => {
      for (const table of OF_CUSTOMERS) sql.exec(`DELETE FROM ${table}`)
      sql.exec("INSERT INTO meta (key, value) VALUES ('upgrade', 'objects')")
      sql.exec("DELETE FROM meta WHERE key = 'rules_in_force'")
      const held =
        'INSERT INTO objects SELECT type, ?1, at, key, kind, gone, rev, rivals, previous, ?2 FROM objects WHERE id = ?3'
      sql.exec(held, 'SUMMER SALE', '{"id":"SUMMER SALE","object":"coupon"}', 'cus_1')
      sql.exec("UPDATE objects SET type = 'coupon' WHERE id = 'SUMMER SALE'")
      sql.exec(
        held,
        'sub_broken',
        '{"id":"sub_broken","customer":"cus_1","status":"canceled","ended_at":99999999999999}',
        'sub_1',
      )
    })
    await account.ask('POST', '/customers', { name: 'First' })
    await settle(account.tenant)
    expect(await account.customer()).toMatchObject({ subscription_status: 'active' })
    await account.receive(event('customer.updated', stripeCustomer({ name: 'Alice again' })))
    expect((await account.customer()).name).toBe('Alice again')
  })
})
