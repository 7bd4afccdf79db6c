import type { Money } from '../billing.ts'

/** One sum per currency, by currency; currencies are never added together. A sum of 0 stays: it is of somebody. */
export function sumPerCurrency(all: readonly Money[]): Money[] {
  const sums = new Map<string, number>()
  for (const { currency, amount } of all) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return [...sums]
    .map(([currency, amount]) => ({ currency, amount }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
}
