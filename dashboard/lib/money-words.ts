import { formatMoney } from './money.ts'

/** An amount in minor units of its currency. */
export interface Money {
  currency: string
  amount: number
}

/** `19.00 EUR`; several currencies are never added up: `19.00 EUR + 5.00 USD`. A dash where there is none. */
export function moneyWords(amounts: readonly Money[]): string {
  if (amounts.length === 0) return '–'
  return amounts.map(({ amount, currency }) => formatMoney(amount, currency)).join(' + ')
}

export function isMoney(value: unknown): value is Money {
  if (value === null || typeof value !== 'object') return false
  return (
    'amount' in value && Number.isInteger(value.amount) && 'currency' in value && typeof value.currency === 'string'
  )
}
