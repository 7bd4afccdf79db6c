import { expect, it } from 'vitest'
import { DAY, NOW, stripeCustomer, subscription } from '../../support/billing.ts'
import { event } from '../../support/billing-events.ts'
import { invoice } from '../../support/billing-payments.ts'
import { type Json, type RuleAccount, ruleAccount } from './account.ts'

/** Somebody whose payment failed ten days ago, without any grace. */
async function suspended(): Promise<RuleAccount> {
  const account = await ruleAccount()
  const at = NOW - 10 * DAY
  await account.receive(
    event('customer.created', stripeCustomer(), { at }),
    event('customer.subscription.created', subscription({ created: NOW - 40 * DAY }), { at }),
    event('invoice.payment_failed', invoice({ id: 'in_2', created: at, attempts: 1 }), { at }),
  )
  return account
}

async function previewed(account: RuleAccount, grace_days: number): Promise<Json> {
  const { status, body } = await account.ask('POST', '/settings/preview', { settings: { access: { grace_days } } })
  expect(status).toBe(200)
  return body
}

it('a preview counts nobody of whom only changes since when something is', async () => {
  const { changed, examples } = await previewed(await suspended(), 3)
  expect([changed.any, changed.access, examples]).toEqual([0, 0, []])
})

it('a preview counts who would have access again, and names what would change', async () => {
  const { changed, examples } = await previewed(await suspended(), 30)
  expect([changed.any, changed.access]).toEqual([1, 1])
  expect(examples[0].changes).toContainEqual({ field: 'access', from: 'suspended', to: 'active' })
})
