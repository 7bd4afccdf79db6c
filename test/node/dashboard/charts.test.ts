import { describe, expect, it } from 'vitest'
import { labelledPlaces, linearScale, niceTicks } from '../../../dashboard/features/metrics/chart-scale.ts'
import {
  axisDay,
  changeInPercent,
  compactAmount,
  periodWords,
  signedMoney,
} from '../../../dashboard/features/metrics/chart-words.ts'
import type { CurrencyMetrics, MetricsDay } from '../../../dashboard/features/metrics/get-metrics.ts'
import { mainCurrency } from '../../../dashboard/features/metrics/main-currency.ts'
import { metricsSearch } from '../../../dashboard/features/metrics/metrics-search.ts'
import { periodsOf } from '../../../dashboard/features/metrics/periods.ts'

describe('the ticks of an axis', () => {
  it.each([
    [0, 1_593_000, 4, [0, 500_000, 1_000_000, 1_500_000, 2_000_000]],
    [-480, 700, 5, [-500, 0, 500, 1000]],
    [3, 9, 4, [0, 5, 10]],
    [0, 2, 4, [0, 1, 2]],
    [0, 0, 4, [0, 1]],
  ])('from %d to %d are round, hold zero and are whole minor units', (min, max, count, ticks) => {
    expect(niceTicks(min, max, count)).toEqual(ticks)
  })

  it('hold every value between the first and the last', () => {
    for (const [min, max] of [
      [-99_999, 1],
      [-1, 123_456_789],
      [0, 7],
    ] as const) {
      const ticks = niceTicks(min, max, 5)
      expect([(ticks[0] ?? 0) <= min, (ticks.at(-1) ?? 0) >= max, ticks.length <= 9]).toEqual([true, true, true])
    }
  })
})

it('a scale maps its ends to the ends of the drawing, upside down where asked', () => {
  const y = linearScale([-50, 150], [200, 0])
  expect([-50, 50, 150].map(y)).toEqual([200, 100, 0])
  expect(linearScale([5, 5], [0, 100])(5)).toBe(0)
})

it('the last place always has its label, and never more than fit', () => {
  expect(labelledPlaces(30, 6)).toEqual([4, 9, 14, 19, 24, 29])
  expect(labelledPlaces(3, 6)).toEqual([0, 1, 2])
  expect(labelledPlaces(30, 0)).toEqual([])
  expect(labelledPlaces(0, 6)).toEqual([])
})

function day(date: string, mrr: number, moved: Partial<MetricsDay> = {}): MetricsDay {
  return { date, mrr, new: 0, reactivation: 0, expansion: 0, contraction: 0, churn: 0, ...moved }
}

describe('periods', () => {
  const days = [
    day('2026-11-13', 100, { new: 100 }),
    day('2026-11-15', 80, { contraction: -20 }),
    day('2026-11-16', 130, { new: 60, churn: -10 }),
    day('2026-11-22', 130),
  ]

  it('are the days of a month, of which the newest is not over', () => {
    expect(periodsOf(days, '30d').map(({ from, mrr, net, running }) => [from, mrr, net, running])).toEqual([
      ['2026-11-13', 100, 100, false],
      ['2026-11-15', 80, -20, false],
      ['2026-11-16', 130, 50, false],
      ['2026-11-22', 130, 0, true],
    ])
  })

  it('are weeks from Monday of a quarter, with the MRR at their end', () => {
    expect(periodsOf(days, '90d')).toEqual([
      {
        from: '2026-11-13',
        to: '2026-11-15',
        mrr: 80,
        movements: { new: 100, expansion: 0, reactivation: 0, contraction: -20, churn: 0 },
        net: 80,
        running: false,
      },
      {
        from: '2026-11-16',
        to: '2026-11-22',
        mrr: 130,
        movements: { new: 60, expansion: 0, reactivation: 0, contraction: 0, churn: -10 },
        net: 50,
        running: true,
      },
    ])
  })

  it('are months of a year', () => {
    const periods = periodsOf([day('2026-10-31', 5, { new: 5 }), ...days], '365d')
    expect(periods.map(({ from, to, net }) => [from, to, net])).toEqual([
      ['2026-10-31', '2026-10-31', 5],
      ['2026-11-13', '2026-11-22', 130],
    ])
  })

  it('are nothing where there are no days', () => {
    expect(periodsOf([], '30d')).toEqual([])
  })
})

describe('figures in words', () => {
  it('name the sign and the currency', () => {
    expect([1900, -500, 0].map((amount) => signedMoney(amount, 'eur'))).toEqual(['+19.00 EUR', '−5.00 EUR', '0.00 EUR'])
  })

  it('are short on an axis, by the currency’s own decimals', () => {
    expect([compactAmount(1_250_000, 'eur'), compactAmount(1_250_000, 'jpy')]).toEqual(['12.5K', '1.3M'])
  })

  it('compare only with what was there before', () => {
    expect([
      changeInPercent(1000, 1042),
      changeInPercent(1000, 900),
      changeInPercent(1000, 1000),
      changeInPercent(0, 5),
    ]).toEqual(['+4.2 %', '−10.0 %', '0.0 %', null])
  })

  it.each([
    ['2026-11-21', '2026-11-21', false, '21 Nov 2026'],
    ['2026-11-16', '2026-11-22', true, '16 to 22 Nov 2026, so far'],
    ['2026-11-30', '2026-12-06', false, '30 Nov to 6 Dec 2026'],
    ['2025-12-29', '2026-01-04', false, '29 Dec 2025 to 4 Jan 2026'],
  ])('%s to %s is told without saying a month twice', (from, to, running, words) => {
    const [period] = periodsOf([day(from, 0)], '30d')
    expect(period && periodWords({ ...period, to, running })).toBe(words)
  })

  it('below the axis stand days, of a year months', () => {
    expect([axisDay('2026-11-05', '90d'), axisDay('2026-11-05', '365d')]).toEqual(['5 Nov', 'Nov 26'])
  })
})

it('where nobody chose, the currency is shown in which most has moved, of equals the one with the greatest figure', () => {
  const inCurrency = (currency: string, mrr: number, count: number): CurrencyMetrics => ({
    currency,
    mrr_start: mrr,
    mrr_end: mrr,
    movements: {
      new: { amount: 0, count },
      reactivation: { amount: 0, count: 0 },
      expansion: { amount: 0, count: 0 },
      contraction: { amount: 0, count: 0 },
      churn: { amount: 0, count: 0 },
    },
    days: [],
  })
  const [yen, euro, dollar] = [inCurrency('jpy', 10_500, 0), inCurrency('eur', 4900, 3), inCurrency('usd', 29_000, 3)]
  expect(mainCurrency([yen, euro, dollar])?.currency).toBe('usd')
  expect(mainCurrency([inCurrency('usd', 29_000, 0), yen])?.currency).toBe('jpy')
  expect(mainCurrency([])).toBe(undefined)
})

it('an address that makes no sense shows the default', () => {
  expect(metricsSearch.parse({ range: '7d', currency: 'EURO', view: 'cake' })).toEqual({})
  expect(metricsSearch.parse({ range: '90d', currency: 'eur', view: 'table' })).toEqual({
    range: '90d',
    currency: 'eur',
    view: 'table',
  })
})
