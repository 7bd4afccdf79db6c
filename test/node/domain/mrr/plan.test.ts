import { describe, expect, it } from 'vitest'
import type { BillingSubscription } from '../../../../worker/domain/billing.ts'
import { planItemOf, renewalOf } from '../../../../worker/domain/mrr/plan.ts'
import { billing, DAY, discount, item, metered, NOW, PERIOD_END, rules } from './factories.ts'

const planOf = (...of: Partial<BillingSubscription>[]) => planItemOf(of.map(billing), rules())
const priced = (price: string, amount: number, over: Parameters<typeof item>[1] = {}) =>
  item('month', { price, amount, ...over })

describe('when a subscription renews', () => {
  it.each([
    ['at the end of its period', {}, PERIOD_END],
    ['never after it has ended', { status: 'canceled' }, null],
    ['never after it has expired', { status: 'incomplete_expired' }, null],
    ['not where it is to end with the period', { cancelAtPeriodEnd: true }, null],
    ['not where it is to end before', { cancelAt: PERIOD_END - 1 }, null],
    ['not where it is to end at that moment', { cancelAt: PERIOD_END }, null],
    ['once more where it is to end later', { cancelAt: PERIOD_END + 1 }, PERIOD_END],
    ['not where its last day has passed', { cancelAt: NOW - 1, currentPeriodEnd: NOW - DAY }, null],
    ['nobody knows without a period', { currentPeriodEnd: null }, null],
  ] as const)('%s', (_, over, renewal) => {
    expect(renewalOf(billing(over), NOW)).toBe(renewal)
  })
})

describe('what a customer is subscribed to', () => {
  it('is the licensed recurring item with the greatest MRR, net of discounts and per month', () => {
    const items = [
      priced('price_small', 900, { id: 'si_1' }),
      priced('price_great', 1000, { id: 'si_2', quantity: 3 }),
      priced('price_cut', 9000, { id: 'si_3', discounts: [discount('90')] }),
      item('year', { price: 'price_year', amount: 12000, id: 'si_4' }),
      item(null, { price: 'price_once', amount: 99_999, id: 'si_5' }),
      metered('month', { price: 'price_use', amount: 99_999, id: 'si_6' }),
    ]
    expect(planOf({ items })).toEqual({ price: 'price_great', product: 'prod_1', quantity: 3 })
  })

  it('of equals, the one with the lowest item id', () => {
    const items = [priced('price_b', 900, { id: 'si_2' }), priced('price_a', 900, { id: 'si_1' })]
    expect(planOf({ items })?.price).toBe('price_a')
    expect(planOf({ items: items.toReversed() })?.price).toBe('price_a')
  })

  it('is found over all subscriptions: one that brings something, then one that would, then one that has ended', () => {
    const paying = { items: [priced('price_paying', 100)] }
    const trial = { status: 'trialing', items: [priced('price_trial', 900)] }
    const small = { status: 'trialing', items: [priced('price_small', 800)] }
    const ended = { status: 'canceled', items: [priced('price_ended', 5000)] }
    expect(planOf(ended, small, trial, paying)?.price).toBe('price_paying')
    expect(planOf(ended, small, trial)?.price).toBe('price_trial')
    expect(planOf(ended)?.price).toBe('price_ended')
  })

  it('is nothing without a subscription, without such an item, or where its product is not included', () => {
    expect(planOf()).toBeNull()
    expect(planOf({ items: [metered('month')] })).toBeNull()
    expect(planItemOf([billing({ items: [metered('month')] })], rules({ metered: 'last_period' }))).toBeNull()
    expect(planItemOf([billing()], rules({}, { productsIncluded: ['prod_9'] }))).toBeNull()
  })

  it('has a quantity of 1 where none is told', () => {
    expect(planOf({ items: [priced('price_1', 900, { quantity: null })] })?.quantity).toBe(1)
    expect(planOf({ items: [priced('price_1', 900, { quantity: 0 })] })?.quantity).toBe(0)
  })
})
