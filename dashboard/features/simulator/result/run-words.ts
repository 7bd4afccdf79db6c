import type { Simulation } from '../../../lib/api-types.ts'
import { formatMoney } from '../../../lib/money.ts'
import { isMoney, moneyWords } from '../../../lib/money-words.ts'

type Failing = NonNullable<Simulation['runs'][number]['failing_condition']>

const OPS: Record<Failing['op'], string> = {
  eq: 'is',
  neq: 'is not',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  contains: 'contains',
  in: 'is one of',
  is_set: 'is set:',
}

/** `mrr is at least 1,000.00 USD`: what the automation asks, money in the currency of what is there. */
export function conditionWords({ field, op, value, actual }: Failing): string {
  const [money] = Array.isArray(actual) ? actual : []
  const asked = isMoney(money) && typeof value === 'number' ? formatMoney(value, money.currency) : plainWords(value)
  return `${field} ${OPS[op]} ${asked}`
}

/** What is there instead. */
export function actualWords({ actual }: Failing): string {
  return actual === null || actual === undefined ? 'nothing' : plainWords(actual)
}

function plainWords(value: unknown): string {
  if (typeof value === 'string') return `“${value}”`
  if (!Array.isArray(value)) return JSON.stringify(value)
  if (value.length === 0) return 'nothing'
  return value.every(isMoney) ? moneyWords(value) : value.map(plainWords).join(', ')
}
