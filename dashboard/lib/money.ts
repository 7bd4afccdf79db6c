import { currencyExponent, shiftDecimals } from '../../worker/domain/money.ts'

/**
 * `199900, 'eur'` → `1,999.00`. `minorUnits` is an integer, or Stripe's decimal text (`"0.5"` of a cent), of which every
 * digit is kept. Exact: digits are moved as text, never divided.
 */
export function formatAmount(minorUnits: number | string, currency: string): string {
  const exponent = currencyExponent(currency)
  const amount = shiftDecimals(String(minorUnits), exponent)
  if (amount === null) return String(minorUnits)
  const decimals = amount.split('.')[1]?.length ?? 0
  return new Intl.NumberFormat('en-US', {
    minimumFractionDigits: exponent,
    maximumFractionDigits: Math.min(Math.max(decimals, exponent), 20),
  }).format(amount as Intl.StringNumericLiteral)
}

/** `1999, 'eur'` → `19.99 EUR`: the code is unmistakable where `$` and `kr` are not. */
export function formatMoney(minorUnits: number | string, currency: string): string {
  return `${formatAmount(minorUnits, currency)} ${currency.toUpperCase()}`
}
