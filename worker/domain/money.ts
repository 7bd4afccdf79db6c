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
 * `"1999", 2` → `"19.99"`; zeros at the end go. Null for what is no decimal number. Exact: digits are moved as text, never
 * divided.
 */
export function shiftDecimals(text: string, exponent: number): string | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) return null
  const [, sign = '', whole = '', fraction = ''] = match
  const digits = whole.padStart(exponent + 1, '0')
  const point = digits.length - exponent
  const decimals = (digits.slice(point) + fraction).replace(/0+$/, '')
  return sign + digits.slice(0, point) + (decimals && `.${decimals}`)
}
