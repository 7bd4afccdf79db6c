import type { Price } from '../../lib/api-types.ts'
import { intervalWords } from '../../lib/interval-words.ts'
import { formatMoney } from '../../lib/money.ts'

/** `19.00 EUR`; `Tiered` or `Chosen by the payer` where Stripe holds no single amount; a dash where it is known by name only. */
export function priceAmount(price: Price): string {
  const amount = price.unit_amount ?? price.unit_amount_decimal
  const { currency } = price
  if (currency === null) return '–'
  if (price.billing_scheme === 'tiered') return `Tiered, ${currency.toUpperCase()}`
  return amount === null ? `Chosen by the payer, ${currency.toUpperCase()}` : formatMoney(amount, currency)
}

/** `every month`, `every 3 months`, `once`; metered use is named. */
export function priceInterval(price: Price): string {
  if (price.currency === null) return '–'
  if (!price.recurring) return 'once'
  const { interval, interval_count: count, usage_type: usage } = price.recurring
  const every = intervalWords(interval, count)
  return usage === 'metered' ? `${every}, metered` : every
}
