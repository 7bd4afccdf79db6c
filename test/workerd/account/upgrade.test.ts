import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { charge, invoice } from '../../support/billing-payments.ts'
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
      state.storage.sql.exec(
        "DELETE FROM meta WHERE key IN ('rules_in_force', 'rules', 'customer_number', 'tally_rev', 'tally_projected_rev', 'movement_projected_seq')",
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
})
