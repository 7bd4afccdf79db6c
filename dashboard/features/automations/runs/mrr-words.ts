import type { Run } from '../../../lib/api-types.ts'
import { formatCount } from '../../../lib/count-words.ts'
import { formatMoney } from '../../../lib/money.ts'
import type { AutomationNames } from '../automation-names.ts'

/** `29.00 USD → 49.00 USD`: MRR when the run began, and when its goal was reached. */
export function mrrPair(run: Run, names: Pick<AutomationNames, 'currency'>): string {
  const { goal, data } = run
  // Stripe keeps the subscriptions of a customer in one currency, which is that of what happened.
  const currency = typeof data.currency === 'string' ? data.currency : names.currency
  const text = (amount: number | null) => {
    if (amount === null) return '–'
    return currency === null ? `${formatCount(amount)} minor units` : formatMoney(amount, currency)
  }
  return goal ? `${text(goal.mrr_before)} → ${text(goal.mrr_then)}` : '–'
}
