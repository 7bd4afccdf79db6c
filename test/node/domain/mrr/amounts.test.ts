import { describe, expect, it } from 'vitest'
import type { BillingItem } from '../../../../worker/domain/billing.ts'
import { fromDecimal } from '../../../../worker/domain/mrr/fraction.ts'
import { itemAmount } from '../../../../worker/domain/mrr/item-amount.ts'
import { monthFactor } from '../../../../worker/domain/mrr/month-factor.ts'
import { item, read, tiers } from './factories.ts'

const amountOf = (over: Parameters<typeof item>[1]) => itemAmount(item('month', over))
const of = (text: string) => fromDecimal(text)

const STEPS = [
  [5, '1000', '300'],
  [10, '800', '200'],
  [null, '500.5', '100'],
] as [number | null, string, string][]

describe('what an item costs in one period', () => {
  it('is its amount times its quantity, once where no quantity is told', () => {
    expect(amountOf({ amount: '12.25', quantity: 4 })).toEqual(of('49'))
    expect(amountOf({ amount: 900 })).toEqual(of('900'))
  })

  it.each([
    ['up', 30, '1500'],
    ['up', 31, '2000'],
    ['down', 39, '1500'],
    ['down', 9, '0'],
  ] as const)('counts packages of ten, rounded %s: of %i they cost %s', (round, quantity, cost) => {
    expect(amountOf({ amount: 500, quantity, transform: { divideBy: 10, round } })).toEqual(of(cost))
  })

  it.each([
    [5, '5300'],
    [6, '5000'],
    [10, '8200'],
    [11, '5605.5'],
  ])('by volume, all %i are of the one tier they fall into, and its flat amount is on top', (quantity, cost) => {
    expect(amountOf({ amount: tiers('volume', ...STEPS), quantity })).toEqual(of(cost))
  })

  it.each([
    [5, '5300'],
    [6, '6300'],
    [10, '9500'],
    [12, '10601'],
  ])(
    'by graduated tiers, each of %i is of its own tier, and the flat amount of each that is reached',
    (quantity, cost) => {
      expect(amountOf({ amount: tiers('graduated', ...STEPS), quantity })).toEqual(of(cost))
    },
  )

  it('does not depend on the order that tiers are written in', () => {
    const reversed = STEPS.toReversed()
    for (const mode of ['volume', 'graduated'] as const)
      expect(amountOf({ amount: tiers(mode, ...reversed), quantity: 12 })).toEqual(
        amountOf({ amount: tiers(mode, ...STEPS), quantity: 12 }),
      )
  })

  it.each([
    ['per unit', 1000],
    ['by volume', tiers('volume', ...STEPS)],
    ['by graduated tiers', tiers('graduated', ...STEPS)],
  ])('is nothing for a quantity of 0, %s, a flat first tier or not', (_, amount) => {
    expect(amountOf({ amount, quantity: 0 })).toEqual(of('0'))
  })

  it('is not known where tiers end below the quantity', () => {
    const cut = [STEPS[0] ?? [5, '1000']] as [number | null, string][]
    expect(amountOf({ amount: tiers('graduated', ...cut), quantity: 6 })).toBeNull()
    expect(amountOf({ amount: tiers('volume', ...cut), quantity: 6 })).toBeNull()
  })

  it.each(['tiers', 'custom_amount', 'amount'] as const)(
    'is not known where the payload lacks its %s: it counts 0, and the figure is incomplete',
    (lacks) => {
      const unknown = item('month', { id: 'si_2', amount: { kind: 'unknown', lacks } })
      expect(itemAmount(unknown)).toBeNull()
      expect(read({ items: [item(), unknown] })).toMatchObject({ mrr: 1000, marks: ['mrr_incomplete'] })
    },
  )

  it('of another currency than the subscription’s is not added to it', () => {
    const foreign = item('month', { id: 'si_2', currency: 'eur' })
    expect(read({ items: [item(), foreign] })).toMatchObject({ currency: 'usd', mrr: 1000, marks: ['mrr_incomplete'] })
  })
})

describe('the factor to a month', () => {
  it.each([
    ['month', 1, '1'],
    ['month', 3, '1/3'],
    ['year', 1, '1/12'],
    ['year', 2, '1/24'],
    ['week', 1, '13/3'],
    ['week', 2, '13/6'],
    ['day', 1, '365/12'],
    ['day', 30, '73/72'],
  ] as const)('of %s × %i is %s', (interval, intervalCount, expected) => {
    const { numerator, denominator } = monthFactor({ interval, intervalCount, usageType: 'licensed' })
    expect(denominator === 1n ? `${numerator}` : `${numerator}/${denominator}`).toBe(expected)
  })

  it('is taken per item, and only the sum is rounded', () => {
    const items: BillingItem[] = [
      item('year', { amount: 1000 }),
      item('week', { amount: 100 }),
      item('day', { amount: 1 }),
    ]
    // 83 1/3 + 433 1/3 + 30 5/12
    expect(read({ items }).mrr).toBe(547)
  })
})
