import { describe, expect, it } from 'vitest'
import type { BillingItem, TaxRate } from '../../../../worker/domain/billing.ts'
import { discount, item, metered, read } from './factories.ts'

const rate = (percentage: string, inclusive = true): TaxRate => ({ percentage, inclusive })
const taxed = (taxBehavior: BillingItem['taxBehavior'], taxRates: TaxRate[] | null, amount = 12000) =>
  item('month', { amount, taxBehavior, taxRates })

describe('tax', () => {
  it.each([
    ['on top of it is ignored', 'exclusive', [rate('20', false)], 12000],
    ['in it is ignored where the price says that none is', 'exclusive', [rate('20')], 12000],
    ['that is not in it is ignored, whatever the price is', 'unspecified', [rate('20', false)], 12000],
    ['in it is divided out', 'inclusive', [rate('20')], 10000],
    ['in it is divided out where the rate alone tells', null, [rate('20')], 10000],
    ['in it at several rates is divided out at once', 'inclusive', [rate('15'), rate('5'), rate('7', false)], 10000],
    ['in it may have decimals', 'inclusive', [rate('8.875')], 11022],
  ] as const)('%s', (_, behavior, rates, net) => {
    expect(read({ items: [taxed(behavior, [...rates])] })).toMatchObject({ mrr: net, marks: [] })
  })

  it('is at the item’s rates, else at the subscription’s', () => {
    const taxRates = [rate('25')]
    expect(read({ items: [taxed('inclusive', [rate('20')])], taxRates }).mrr).toBe(10000)
    expect(read({ items: [taxed('inclusive', [])], taxRates }).mrr).toBe(9600)
    expect(read({ items: [taxed('inclusive', null)], taxRates }).mrr).toBe(9600)
  })

  it('in it at a rate that is not known stays, and the figure is gross', () => {
    for (const taxRates of [null, [], [rate('20', false)]])
      expect(read({ items: [taxed('inclusive', null)], taxRates })).toMatchObject({ mrr: 12000, marks: ['mrr_gross'] })
  })

  it('that is not known of nothing makes no figure gross', () => {
    expect(read({ items: [taxed('inclusive', null)], discounts: [discount('100')] }).marks).toEqual([])
    expect(read({ items: [item(), metered('month', { taxBehavior: 'inclusive', taxRates: null })] }).marks).toEqual([])
  })

  it('is divided out of what discounts have left', () => {
    expect(read({ items: [taxed('inclusive', [rate('20')])], discounts: [discount(1200)] }).mrr).toBe(9000)
  })
})
