import { describe, expect, it } from 'vitest'
import type { SettingsPatch } from '../../../worker/domain/settings.ts'
import { makeEventHistory } from '../../sandbox/core/event-stream.ts'
import { renderEvent } from '../../sandbox/core/render.ts'
import { DAY, HOUR, NOW } from '../../support/billing.ts'
import { VERSIONS } from '../../support/billing-events.ts'
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

async function lived(events: readonly object[], random: () => number): Promise<RuleAccount> {
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

function total(money: { currency: string; amount: number }[]): { currency: string; amount: number }[] {
  const totals = new Map<string, number>()
  for (const { currency, amount } of money) totals.set(currency, (totals.get(currency) ?? 0) + amount)
  return [...totals].map(([currency, amount]) => ({ currency, amount }))
}

/** What all movements of a customer come to, by currency. */
async function movedOf(account: RuleAccount, customer: string): Promise<Record<string, number>> {
  return sums(total(await account.list(`/movements?customer=${customer}`)))
}

/** Of each customer, and over all of them, also those that went up in others. */
async function expectMovementsToSumUp(account: RuleAccount): Promise<void> {
  const customers = await account.list('/customers')
  for (const { id, external_id, mrr } of customers)
    expect({ external_id, moved: await movedOf(account, id) }).toEqual({ external_id, moved: sums(mrr) })
  const [from, to] = [NOW - 90 * DAY, NOW + HOUR].map((second) => new Date(second * 1000).toISOString())
  const { body } = await account.ask('GET', `/metrics?from=${from}&to=${to}`)
  const ledger = body.currencies.map(({ currency, mrr_end }: Json) => ({ currency, amount: mrr_end }))
  expect(sums(ledger)).toEqual(sums(total(customers.flatMap(({ mrr }) => mrr))))
}

describe('any order, any duplicate, any crash gives the same customers', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
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

  it.each([41, 42, 43])(
    "stream %i of Stripe's sandbox: a small business in payloads of one API version after the other",
    async (seed) => {
      expectErrorLogs()
      const { events, stripe } = makeEventHistory({ seed, customers: 10, events: 400, now: NOW - HOUR })
      const random = seededRandom(seed * 104_729)
      const sent = events.map((event) => renderEvent(stripe, event, VERSIONS[Math.floor(random() * 3)] ?? VERSIONS[0]))
      const calm = await lived(sent, () => 0.5)
      const expected = await shownBy(calm)
      expect(expected.length).toBeGreaterThan(7)
      await expectMovementsToSumUp(calm)
      const rough = await lived(shuffled([...sent, ...sent.filter(() => random() < 0.2)], random), random)
      expect(await shownBy(rough)).toEqual(expected)
      await expectMovementsToSumUp(rough)
    },
    120_000,
  )
})
