import { describe, expect, it } from 'vitest'
import type { Money } from '../../../../worker/domain/billing.ts'
import { movementsBetween } from '../../../../worker/domain/mrr/movements.ts'
import { sumPerCurrency } from '../../../../worker/domain/mrr/sums.ts'
import { seededRandom } from '../../../support/random.ts'

const usd = (amount: number): Money[] => [{ currency: 'usd', amount }]

/** All steps of a customer whose MRR takes these values one after the other. */
function walk(values: Money[][]) {
  const had = new Set<string>()
  return values.flatMap((after, at) => {
    const movements = movementsBetween(values[at - 1] ?? [], after, [...had])
    for (const { currency, amount } of after) if (amount > 0) had.add(currency)
    return movements
  })
}

describe('movements of MRR', () => {
  it.each([
    [
      'up, down, cancelled and back',
      [2000, 3000, 1000, 0, 2000],
      ['new 2000', 'expansion 1000', 'contraction -2000', 'churn -1000', 'reactivation 2000'],
    ],
    ['begun and expired', [500, 0], ['new 500', 'churn -500']],
    ['a discount forever is added', [500, 400], ['new 500', 'contraction -100']],
    ['a trial that becomes active, then a free one', [0, 2900, 0], ['new 2900', 'churn -2900']],
    ['the same again', [500, 500, 500], ['new 500']],
    ['nothing ever', [0, 0], []],
  ])('%s', (_, amounts, expected) => {
    expect(walk(amounts.map(usd)).map(({ kind, amount }) => `${kind} ${amount}`)).toEqual(expected)
  })

  it('are told by currency: what was had in one is no reactivation in another', () => {
    const after = [
      { currency: 'usd', amount: 900 },
      { currency: 'eur', amount: 100 },
      { currency: 'gbp', amount: 70 },
    ]
    expect(movementsBetween([{ currency: 'gbp', amount: 100 }, ...usd(800)], after, ['usd', 'gbp'])).toEqual([
      { kind: 'new', currency: 'eur', amount: 100 },
      { kind: 'contraction', currency: 'gbp', amount: -30 },
      { kind: 'expansion', currency: 'usd', amount: 100 },
    ])
  })

  it('know a currency that is gone as churn, and its return as reactivation', () => {
    expect(movementsBetween(usd(500), [], ['usd'])).toEqual([{ kind: 'churn', currency: 'usd', amount: -500 }])
    expect(movementsBetween([], usd(500), ['usd'])).toEqual([{ kind: 'reactivation', currency: 'usd', amount: 500 }])
  })

  it('add up to the present MRR, whatever it went through', () => {
    const random = seededRandom(7)
    for (let life = 0; life < 200; life += 1) {
      const values = Array.from({ length: 1 + Math.floor(random() * 12) }, () =>
        ['eur', 'jpy', 'usd'].flatMap((currency) =>
          random() < 0.3 ? [] : [{ currency, amount: random() < 0.3 ? 0 : Math.floor(random() * 50_000) }],
        ),
      )
      const movements = walk(values)
      const positive = (all: Money[]) => all.filter(({ amount }) => amount !== 0)
      expect(positive(sumPerCurrency(movements))).toEqual(positive(values.at(-1) ?? []))
      for (const currency of ['eur', 'jpy', 'usd']) {
        const kinds = movements.filter((movement) => movement.currency === currency).map(({ kind }) => kind)
        expect(kinds.lastIndexOf('new')).toBeLessThanOrEqual(0)
        expect(kinds[0] ?? 'new').toBe('new')
      }
    }
  })
})

describe('sums', () => {
  it('are one per currency, by currency, and never across', () => {
    const all = [...usd(1), { currency: 'eur', amount: 5 }, ...usd(2)]
    expect(sumPerCurrency(all)).toEqual([
      { currency: 'eur', amount: 5 },
      { currency: 'usd', amount: 3 },
    ])
  })

  it('of nothing are none, and a sum of 0 stays', () => {
    expect(sumPerCurrency([])).toEqual([])
    expect(sumPerCurrency(usd(0))).toEqual(usd(0))
  })
})
