import { describe, expect, it } from 'vitest'
import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  fromDecimal,
  multiply,
  ONE,
  roundHalfUp,
  subtract,
  sum,
  whole,
  ZERO,
} from '../../../../worker/domain/mrr/fraction.ts'
import { seededRandom } from '../../../support/random.ts'

describe('a fraction', () => {
  const random = seededRandom(11)
  const any = (): Fraction => fraction(BigInt(Math.floor(random() * 2e9) - 1e9), BigInt(1 + Math.floor(random() * 1e6)))
  const triples = Array.from({ length: 200 }, () => [any(), any(), any()] as const)

  it('obeys the laws of arithmetic, exactly', () => {
    for (const [a, b, c] of triples) {
      expect(add(a, b)).toEqual(add(b, a))
      expect(add(add(a, b), c)).toEqual(add(a, add(b, c)))
      expect(multiply(a, b)).toEqual(multiply(b, a))
      expect(multiply(multiply(a, b), c)).toEqual(multiply(a, multiply(b, c)))
      expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)))
      expect(subtract(add(a, b), b)).toEqual(a)
      expect([add(a, ZERO), multiply(a, ONE), multiply(a, ZERO)]).toEqual([a, a, ZERO])
      if (compare(b, ZERO) !== 0) expect(multiply(divide(a, b), b)).toEqual(a)
      expect(compare(a, b)).toBe(-compare(b, a) + 0)
      expect(compare(add(a, ONE), a)).toBe(1)
    }
  })

  it('stands in lowest terms over a positive denominator, so that equal ones are alike', () => {
    expect(fraction(6n, -4n)).toEqual({ numerator: -3n, denominator: 2n })
    expect(fraction(0n, -7n)).toEqual(ZERO)
    expect(sum([fraction(1n, 3n), fraction(2n, 3n)])).toEqual(ONE)
    expect(sum([])).toEqual(ZERO)
  })

  it('has no denominator of zero', () => {
    expect(() => fraction(1n, 0n)).toThrow(RangeError)
    expect(() => divide(ONE, ZERO)).toThrow(RangeError)
  })

  it.each([
    ['0', 0n, 1n],
    ['12000', 12_000n, 1n],
    ['0.5', 1n, 2n],
    ['33.333', 33_333n, 1000n],
    ['0.000000000001', 1n, 1_000_000_000_000n],
    ['1.10', 11n, 10n],
    ['-1.5', -3n, 2n],
  ])('is read from the decimal %s without loss', (text, numerator, denominator) => {
    expect(fromDecimal(text)).toEqual({ numerator, denominator })
  })

  it.each(['', '1e3', '1.', '.5', '1,5', ' 1', 'x', '0x10'])('is not read from %j', (text) => {
    expect(() => fromDecimal(text)).toThrow(RangeError)
  })

  it('is made of whole numbers alone', () => {
    expect(whole(7)).toEqual(fraction(7n))
    expect(() => whole(0.5)).toThrow(RangeError)
  })

  it.each([
    ['0', 0],
    ['0.499999999999', 0],
    ['0.5', 1],
    ['1.4999', 1],
    ['1.5', 2],
    ['2.5', 3],
    ['833.25', 833],
  ])('%s rounds to %i, halves up', (text, rounded) => {
    expect(roundHalfUp(fromDecimal(text))).toBe(rounded)
  })
})
