import { describe, expect, it } from 'vitest'
import type { BillingSubscription } from '../../../../worker/domain/billing.ts'
import { mrrOf } from '../../../../worker/domain/mrr/subscription-mrr.ts'
import { sumPerCurrency } from '../../../../worker/domain/mrr/sums.ts'
import { billing, discount, item, metered, type Policy, rules, tiers } from './factories.ts'

/** Currency → MRR, and committed or trial MRR where they differ from it. */
interface Expected {
  mrr: Record<string, number>
  committed?: Record<string, number>
  trial?: Record<string, number>
}
type Row = [example: string, what: string, of: BillingSubscription[], expected: Expected, policy?: Policy]

const usd = (amount: number): Expected => ({ mrr: { usd: amount } })
const one = (...items: BillingSubscription['items']): BillingSubscription[] => [billing({ items })]
const STEPS = [
  [5, '1000'],
  [10, '800'],
  [null, '500'],
] as [number | null, string][]
const monthly = (amount: number, over: Partial<BillingSubscription> = {}) =>
  billing({ items: [item('month', { amount })], ...over })

const EXAMPLES: Row[] = [
  ['E1', '2000 a month', one(item('month', { amount: 2000 })), usd(2000)],
  ['E2', '12000 a year', one(item('year', { amount: 12000 })), usd(1000)],
  ['E3', '9999 a year', one(item('year', { amount: 9999 })), usd(833)],
  ['E4', '5000 every two weeks', one(item('2 week', { amount: 5000 })), usd(10833)],
  ['E5', '1000 a week', one(item('week', { amount: 1000 })), usd(4333)],
  ['E6', '100 a day', one(item('day', { amount: 100 })), usd(3042)],
  ['E7', '6 a year: half up', one(item('year', { amount: 6 })), usd(1)],
  ['E8', '1500 × 7', one(item('month', { amount: 1500, quantity: 7 })), usd(10500)],
  ['E9', '0.5 × 100000', one(item('month', { amount: '0.5', quantity: 100_000 })), usd(50_000)],
  [
    'E10',
    '500 per package of 10, 25 of them, rounded up',
    one(item('month', { amount: 500, quantity: 25, transform: { divideBy: 10, round: 'up' } })),
    usd(1500),
  ],
  [
    'E11',
    '12 by graduated tiers',
    one(item('month', { amount: tiers('graduated', ...STEPS), quantity: 12 })),
    usd(10000),
  ],
  ['E12', '12 by volume', one(item('month', { amount: tiers('volume', ...STEPS), quantity: 12 })), usd(6000)],
  [
    'E13',
    '2000 a month and 12000 a year',
    one(item('month', { amount: 2000 }), item('year', { amount: 12000 })),
    usd(3000),
  ],
  ['E14', 'two of 1000 a year: rounded once', one(item('year'), item('year', { id: 'si_2' })), usd(167)],
  [
    'E15',
    '5000, 900 × 7, and 2 by use',
    one(item('month', { amount: 5000 }), item('month', { amount: 900, quantity: 7 }), metered('month', { amount: 2 })),
    usd(11300),
  ],
  ['E16', '50 % forever', [monthly(500, { discounts: [discount('50')] })], usd(250)],
  ['E17', '50 % for three months', [monthly(500, { discounts: [threeMonths()] })], usd(500)],
  [
    'E17',
    'the same, all active ones counted',
    [monthly(500, { discounts: [threeMonths()] })],
    usd(250),
    { discounts: 'all_active' },
  ],
  [
    'E18',
    '12000 a year, 20 % forever',
    [billing({ items: [item('year', { amount: 12000 })], discounts: [discount('20')] })],
    usd(800),
  ],
  ['E19', '10 %, then 500 off', [monthly(10000, { discounts: [discount('10'), discount(500)] })], usd(8500)],
  [
    'E20',
    'an item’s own 10 %, then 500 off the whole',
    [
      billing({
        items: [item('month', { amount: 10000, discounts: [discount('10')] }), item('month', { amount: 4000 })],
        discounts: [discount(500)],
      }),
    ],
    usd(12500),
  ],
  ['E21', '100 % forever', [monthly(1000, { discounts: [discount('100')] })], usd(0)],
  ['E22', '500 eur off usd', [monthly(10000, { discounts: [discount(500, { currency: 'eur' })] })], usd(10000)],
  ['E23', 'trialing', [monthly(2900, { status: 'trialing' })], { mrr: { usd: 0 }, trial: { usd: 2900 } }],
  ['E24', 'past due', [monthly(2900, { status: 'past_due' })], usd(2900)],
  ...['unpaid', 'canceled', 'incomplete', 'paused'].map(
    (status): Row => ['E25', status, [monthly(2900, { status })], usd(0)],
  ),
  [
    'E26',
    'to be cancelled at the period’s end',
    [monthly(2900, { cancelAtPeriodEnd: true })],
    { mrr: { usd: 2900 }, committed: { usd: 0 } },
  ],
  [
    'E27',
    'two subscriptions of two currencies',
    [monthly(2900), billing({ currency: 'eur', items: [item('month', { amount: 2500, currency: 'eur' })] })],
    { mrr: { eur: 2500, usd: 2900 } },
  ],
  [
    'E28',
    '12000 a year with 20 % tax in it',
    one(item('year', { amount: 12000, taxBehavior: 'inclusive', taxRates: [{ percentage: '20', inclusive: true }] })),
    usd(833),
  ],
  [
    'E29',
    '1000 JPY a year: the minor unit is the unit',
    [billing({ currency: 'jpy', items: [item('year', { currency: 'jpy' })] })],
    { mrr: { jpy: 83 } },
  ],
  ['E30', 'its charge refunded in full, which is not asked about', [monthly(2900)], usd(2900)],
]

function threeMonths() {
  return discount('50', { duration: 'repeating' }, rules().nowSeconds + 1)
}

describe('MRR, by worked examples', () => {
  it.each(EXAMPLES)('%s: %s', (_, __, of, expected, policy = {}) => {
    const readings = of.map((subscription) => mrrOf(subscription, rules(policy)))
    const sums = (name: 'mrr' | 'committed' | 'trial') =>
      sumPerCurrency(readings.map((reading) => ({ currency: reading.currency, amount: reading[name] })))
    const money = (amounts: Record<string, number>) =>
      Object.entries(amounts).map(([currency, amount]) => ({ currency, amount }))
    const none = Object.fromEntries(Object.keys(expected.mrr).map((currency) => [currency, 0]))
    expect({ mrr: sums('mrr'), committed: sums('committed'), trial: sums('trial') }).toEqual({
      mrr: money(expected.mrr),
      committed: money(expected.committed ?? expected.mrr),
      trial: money(expected.trial ?? none),
    })
    expect(readings.flatMap(({ marks }) => marks)).toEqual([])
  })
})
