import { describe, expect, it } from 'vitest'
import type { SettingsPatch } from '../../../worker/domain/settings.ts'
import type { StripeEvent } from '../../support/billing-events.ts'
import { expectErrorLogs } from '../../support/console.ts'
import { makeLives } from '../../support/lives.ts'
import { seededRandom, shuffled } from '../../support/random.ts'
import { deliver } from '../account/rough-delivery.ts'
import { type Json, type RuleAccount, ruleAccount, sums, timeless } from './account.ts'

/** Rules under which as much as possible depends on order, if anything does. */
const RULES: SettingsPatch = {
  identity: { metadata_key: 'user_id' },
  access: { grace_days: 4, on_end: 'freeze', on_full_refund: 'suspend', on_dispute: 'suspend' },
  price_mapping: { price_pro: ['pro'], price_year: ['pro'], prod_seats: ['seats'] },
}

async function lived(events: readonly StripeEvent[], random: () => number): Promise<RuleAccount> {
  const account = await ruleAccount(RULES)
  await deliver(account.tenant, events, random)
  return account
}

/** Every customer as the API shows it, without what tells when it came to be known. */
async function shownBy(account: RuleAccount): Promise<Json[]> {
  const customers = await account.list('/customers')
  return customers
    .map((customer) => {
      const { id: _id, created_by: _by, fields, ...rest } = timeless(customer)
      return { ...rest, fields: filled(fields) }
    })
    .sort((a, b) => (a.external_id < b.external_id ? -1 : 1))
}

/** A value that is empty again tells of a time when it was not; who never saw that time has no such field. */
function filled(fields: Record<string, unknown>): Record<string, unknown> {
  const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)))
}

/** What all movements of a customer come to, by currency. */
async function movedOf(account: RuleAccount, customer: string): Promise<Record<string, number>> {
  const movements = await account.list(`/movements?customer=${customer}`)
  const totals = new Map<string, number>()
  for (const { currency, amount } of movements) totals.set(currency, (totals.get(currency) ?? 0) + amount)
  return sums([...totals].map(([currency, amount]) => ({ currency, amount })))
}

async function expectMovementsToSumUp(account: RuleAccount): Promise<void> {
  for (const { id, external_id, mrr } of await account.list('/customers'))
    expect({ external_id, moved: await movedOf(account, id) }).toEqual({ external_id, moved: sums(mrr) })
}

describe('any order, any duplicate, any crash gives the same customers', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30])(
    'lives %i: access, MRR, packages and all else end alike, and movements sum up to the present MRR',
    async (seed) => {
      expectErrorLogs()
      const { events, stripeCustomerIds } = makeLives(seed, 4, 30)
      const random = seededRandom(seed * 104_729)
      const calm = await lived(events, () => 0.5)
      const expected = await shownBy(calm)
      expect(expected.flatMap((customer) => customer.stripe_customer_ids).sort()).toEqual(stripeCustomerIds.toSorted())
      await expectMovementsToSumUp(calm)

      for (let round = 0; round < 3; round += 1) {
        const duplicates = events.filter(() => random() < 0.3)
        const account = await lived(shuffled([...events, ...duplicates], random), random)
        expect(await shownBy(account)).toEqual(expected)
        await expectMovementsToSumUp(account)
        expect(await account.list('/unmatched')).toEqual([])
      }
    },
    120_000,
  )
})
