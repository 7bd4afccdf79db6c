import { describe, expect, it } from 'vitest'
import { formatAmount, formatMoney } from '../../../dashboard/lib/money.ts'
import { currencyExponent } from '../../../worker/domain/money.ts'

describe('currencyExponent', () => {
  it.each([
    ['eur', 2],
    ['USD', 2],
    ['jpy', 0],
    ['krw', 0],
    ['kwd', 3],
    ['bhd', 3],
    // Intl says 0 for these four; Stripe's API sends two decimals.
    ['isk', 2],
    ['huf', 2],
    ['ugx', 2],
    ['twd', 2],
  ])('%s has %i decimals', (currency, exponent) => {
    expect(currencyExponent(currency)).toBe(exponent)
  })
})

describe('formatMoney', () => {
  it.each([
    [1999, 'eur', '19.99 EUR'],
    [5, 'eur', '0.05 EUR'],
    [0, 'eur', '0.00 EUR'],
    [-1050, 'usd', '-10.50 USD'],
    [123_456_789, 'usd', '1,234,567.89 USD'],
    [2500, 'jpy', '2,500 JPY'],
    [125_500, 'kwd', '125.500 KWD'],
    [500, 'isk', '5.00 ISK'],
  ])('%d of %s reads %s', (minorUnits, currency, text) => {
    expect(formatMoney(minorUnits, currency)).toBe(text)
  })

  it('keeps every digit of a decimal text, which a division would not', () => {
    expect(formatMoney('0.5', 'usd')).toBe('0.005 USD')
    expect(formatMoney('1.000000000001', 'usd')).toBe('0.01000000000001 USD')
    expect(formatMoney('0.5', 'jpy')).toBe('0.5 JPY')
  })

  it('shows an amount above the safe integers exactly', () => {
    expect(formatAmount('900719925474099301', 'eur')).toBe('9,007,199,254,740,993.01')
  })

  it('leaves alone what is no number', () => {
    expect(formatMoney('1e3', 'eur')).toBe('1e3 EUR')
  })
})
