import { currencyExponent } from '../../../worker/domain/money.ts'
import type { CurrencyMetrics } from './get-metrics.ts'

/** What is shown where nobody chose: the currency in which most has moved, of equals the one with the greatest figure. */
export function mainCurrency(all: readonly CurrencyMetrics[]): CurrencyMetrics | undefined {
  return all.toSorted((a, b) => movementsIn(b) - movementsIn(a) || units(b) - units(a))[0]
}

function movementsIn({ movements }: CurrencyMetrics): number {
  return Object.values(movements).reduce((sum, { count }) => sum + count, 0)
}

/** Amounts of several currencies compare by nothing better than their figures. */
function units({ mrr_end: mrr, currency }: CurrencyMetrics): number {
  return mrr / 10 ** currencyExponent(currency)
}
