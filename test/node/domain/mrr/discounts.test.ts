import { describe, expect, it } from 'vitest'
import type { BillingDiscount } from '../../../../worker/domain/billing.ts'
import { DAY, discount, item, NOW, read } from './factories.ts'

const unknown = (over: Partial<BillingDiscount> = {}): BillingDiscount => ({
  ...{ id: 'di_1', couponId: 'co_1', coupon: null, end: null },
  ...over,
})
const monthly = (amount: number) => [item('month', { amount })]

describe('which discounts count', () => {
  const once = discount('50', { duration: 'once' })
  const running = discount('50', { duration: 'repeating' }, NOW + 1)
  const over = discount('50', { duration: 'repeating' }, NOW)
  const forever = discount('50')

  it.each([
    ['forever_only', forever, 500],
    ['forever_only', running, 1000],
    ['forever_only', once, 1000],
    ['all_active', forever, 500],
    ['all_active', running, 500],
    ['all_active', over, 1000],
    ['all_active', once, 500],
    ['none', forever, 1000],
    ['none', once, 1000],
  ] as const)('%s: %j leaves %i of 1000', (policy, given, left) => {
    expect(read({ discounts: [given] }, { discounts: policy }).mrr).toBe(left)
  })

  it('one counts on until its end, and that moment is told', () => {
    expect(read({ discounts: [running] }, { discounts: 'all_active' }).nextChangeAt).toBe(NOW + 1)
    expect(read({ discounts: [once] }, { discounts: 'all_active' }).nextChangeAt).toBeNull()
  })

  it.each([
    ['forever_only', unknown(), ['mrr_incomplete']],
    ['forever_only', unknown({ end: NOW + DAY }), []],
    ['all_active', unknown({ end: NOW + DAY }), ['mrr_incomplete']],
    ['all_active', unknown({ end: NOW }), []],
    ['none', unknown(), []],
  ] as const)('%s: without the terms of %j the marks are %j', (policy, given, marks) => {
    expect(read({ discounts: [given] }, { discounts: policy })).toMatchObject({ mrr: 1000, marks })
    const items = [item('month', { discounts: [given] })]
    expect(read({ items }, { discounts: policy })).toMatchObject({ mrr: 1000, marks })
  })
})

describe('in which order discounts count', () => {
  it('each on what the one before has left, in their own order', () => {
    expect(read({ items: monthly(10000), discounts: [discount('10'), discount(500)] }).mrr).toBe(8500)
    expect(read({ items: monthly(10000), discounts: [discount(500), discount('10')] }).mrr).toBe(8550)
  })

  it('the item’s own before the subscription’s', () => {
    const items = [item('month', { amount: 10000, discounts: [discount(500)] })]
    expect(read({ items, discounts: [discount('10')] }).mrr).toBe(8550)
  })
})

describe('a percentage', () => {
  it('is an exact decimal', () => {
    expect(read({ items: monthly(300_000), discounts: [discount('33.333')] }).mrr).toBe(200_001)
    // 666.67 for each: what is left is not rounded in between.
    const items = [
      item('month', { discounts: [discount('33.333')] }),
      item('month', { discounts: [discount('33.333')] }),
    ]
    expect(read({ items }).mrr).toBe(1333)
  })

  it('never takes more than there is', () => {
    expect(read({ discounts: [discount('150')] }).mrr).toBe(0)
  })
})

describe('an amount off', () => {
  it('counts in the subscription’s currency alone, by the coupon’s main currency or a further one', () => {
    const eur = { currency: 'eur' }
    expect(read({ discounts: [discount(300, eur)] }).mrr).toBe(1000)
    expect(read({ discounts: [discount(300, { ...eur, amountOffIn: { gbp: 250 } })] }).mrr).toBe(1000)
    expect(read({ discounts: [discount(300, { ...eur, amountOffIn: { usd: 350 } })] }).mrr).toBe(650)
  })

  it('is of one period: it becomes a month’s as the price does', () => {
    expect(read({ items: [item('year', { amount: 12000 })], discounts: [discount(1200)] }).mrr).toBe(900)
    expect(read({ items: [item('year', { amount: 12000, discounts: [discount(1200)] })] }).mrr).toBe(900)
  })

  it('is of the shortest period where intervals are mixed, among the items it applies to', () => {
    const items = [item('year', { amount: 12000 }), item('3 month', { amount: 9000, product: 'prod_2' })]
    // 1000 + 3000, less 600 every three months.
    expect(read({ items, discounts: [discount(600)] }).mrr).toBe(3800)
    expect(read({ items, discounts: [discount(600, { appliesTo: ['prod_1'] })] }).mrr).toBe(3950)
  })

  it('never takes more than there is, nor from what it does not apply to', () => {
    const items = [item(), item('month', { product: 'prod_2', amount: 50 })]
    expect(read({ items, discounts: [discount(5000)] }).mrr).toBe(0)
    expect(read({ items, discounts: [discount(5000, { appliesTo: ['prod_1'] })] }).mrr).toBe(50)
    expect(read({ items: monthly(0), discounts: [discount(500)] }).mrr).toBe(0)
  })

  it('is spread by size, so that a later discount on one product takes of what is left there', () => {
    const items = [item('month', { amount: 3000 }), item('month', { product: 'prod_2', amount: 1000 })]
    // 400 off leaves 2700 and 900; half of the 900 goes too.
    const discounts = [discount(400), discount('50', { appliesTo: ['prod_2'] })]
    expect(read({ items, discounts }).mrr).toBe(3150)
  })
})

describe('a coupon for some products', () => {
  it('leaves the others as they are', () => {
    const items = [item(), item('month', { product: 'prod_2' }), item('month', { product: null })]
    expect(read({ items, discounts: [discount('50', { appliesTo: ['prod_2'] })] }).mrr).toBe(2500)
    expect(read({ items, discounts: [discount(100, { appliesTo: [] })] }).mrr).toBe(3000)
  })
})
