/**
 * Decimal places of an amount as Stripe's API writes it. Not those of `Intl`, which says 0 for ISK, HUF, UGX and TWD:
 * Stripe sends these four with two decimals (docs.stripe.com/currencies, special cases).
 */
const ZERO_DECIMALS = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ')
const THREE_DECIMALS = 'bhd jod kwd omr tnd'.split(' ')

export function currencyExponent(currency: string): number {
  const code = currency.toLowerCase()
  if (ZERO_DECIMALS.includes(code)) return 0
  return THREE_DECIMALS.includes(code) ? 3 : 2
}

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

/** `"1999", 2` → `"19.99"`; zeros at the end go. Null for what is no decimal number. */
function shiftDecimals(text: string, exponent: number): string | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) return null
  const [, sign = '', whole = '', fraction = ''] = match
  const digits = whole.padStart(exponent + 1, '0')
  const point = digits.length - exponent
  const decimals = (digits.slice(point) + fraction).replace(/0+$/, '')
  return sign + digits.slice(0, point) + (decimals && `.${decimals}`)
}
