import { currencyExponent, shiftDecimals } from './money.ts'

/** `150000, 'usd'` → `1,500.00 USD`: an amount in minor units of its currency, for a sentence. */
export function moneyWords(minorUnits: number, currency: string): string {
  const exponent = currencyExponent(currency)
  const amount = shiftDecimals(String(minorUnits), exponent) ?? String(minorUnits)
  const format = new Intl.NumberFormat('en-US', { minimumFractionDigits: exponent, maximumFractionDigits: exponent })
  return `${format.format(amount as Intl.StringNumericLiteral)} ${currency.toUpperCase()}`
}
