import { expect, it } from 'vitest'
import { DAY, HOUR, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { charge, invoice } from '../../support/billing-payments.ts'
import { type Json, type RuleAccount, ruleAccount } from './account.ts'
import { imported } from './imported.ts'

const BORN = NOW - 40 * DAY

async function entriesOf(account: RuleAccount): Promise<Json[]> {
  const { id } = await account.customer()
  return account.list(`/customers/${id}/timeline`)
}

const changeOf = ({ changes }: Json, field: string): [unknown, unknown][] =>
  changes.filter((change: Json) => change.field === field).map(({ from, to }: Json) => [from, to])

it('what the pages of one import show of a customer is one entry: from what was before to what is after', async () => {
  const account = await ruleAccount()
  await imported(
    account.tenant,
    ['customer', stripeCustomer({ created: BORN })],
    ['subscription', subscription({ created: BORN, latestInvoice: 'in_1' })],
    ['invoice', invoice({ id: 'in_1', status: 'paid', created: BORN, paidAt: BORN })],
    ['charge', charge({ created: BORN, amount: 3000 })],
  )
  const entries = await entriesOf(account)
  expect(entries).toMatchObject([{ kind: 'change', set_by: 'import' }])
  expect(changeOf(entries[0], 'stage')).toEqual([[null, 'customer']])
  expect(changeOf(entries[0], 'lifetime_value')).toEqual([[[], [{ currency: 'usd', amount: 3000 }]]])
  expect(entries[0].notes[0]).toContain('Read from the Stripe account. ')
})

it('an event in between, or an hour, makes another look of it', async () => {
  const account = await ruleAccount()
  await imported(account.tenant, ['customer', stripeCustomer({ created: BORN })])
  await account.receive(event('customer.subscription.created', subscription({ created: BORN }), { at: BORN }))
  await imported(account.tenant, ['invoice', invoice({ id: 'in_1', status: 'paid', created: BORN, paidAt: BORN })])
  await account.passTime(2 * HOUR)
  await imported(account.tenant, ['charge', charge({ created: BORN, amount: 3000 })])
  expect((await entriesOf(account)).map(({ kind }) => kind)).toEqual(['change', 'change', 'event', 'change'])
})
