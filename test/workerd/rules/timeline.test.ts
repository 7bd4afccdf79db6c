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

it('a change by hand is told: what was set, until when and why, and what became of it', async () => {
  const account = await ruleAccount()
  const { body } = await account.ask('POST', '/customers', { name: 'Ada', tags: ['old'], fields: { seats: 3 } })
  const change = async (patch: object): Promise<string[]> => {
    await account.ask('PATCH', `/customers/${body.id}`, patch)
    const [newest] = await account.list(`/customers/${body.id}/timeline`)
    return newest.notes
  }
  const until = '2126-01-01T00:00:00Z'
  expect(
    await change({
      overrides: {
        access: { value: 'active', until, reason: 'Paid by bank transfer' },
        packages: { value: ['a', 'b'] },
      },
    }),
  ).toEqual([
    'Access set to active by hand until 2126-01-01: Paid by bank transfer.',
    'Packages set to a and b by hand.',
  ])
  expect(await change({ overrides: { access: null, packages: null } })).toEqual([
    'Access: what was set by hand (active) is taken back.',
    'Packages: what was set by hand (a and b) is taken back.',
    'There is no subscription, so there is no access.',
  ])
  expect(await change({ tags: ['vip', 'new'] })).toEqual(['Tags: new and vip added, old removed.'])
  expect(await change({ fields: { seats: 5, note: 'two\nlines', gone: null } })).toEqual([
    'Field note: none → two lines.',
    'Field seats: 3 → 5.',
  ])
  expect(await change({ email: 'ada@example.com', name: null, user_id: 'u_1', kind: 'account' })).toEqual([
    'E-mail: none → ada@example.com.',
    'Name: Ada → none.',
    'User id: none → u_1.',
    'Kind set to account.',
  ])
  expect(await change({ external_id: 'cus_9' })).toEqual(['Stripe customer cus_9 linked.'])
  const fields = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`f${at + 10}`, 'x'.repeat(100)]))
  const many = await change({ fields })
  expect([many.length, many[0], many[10]]).toEqual([
    ...[11, `Field f10: none → ${'x'.repeat(80)}…`],
    'Further fields changed: 2.',
  ])
})
