import { formatMoney } from '../../lib/money.ts'
import { isMoney, moneyWords } from '../../lib/money-words.ts'
import { formatMoment } from '../../lib/time.ts'

const TIME_FIELD = /(^|[._])(created|start|end|at|date|expires|anchor|arrival|until)$/
const MONEY_FIELD = /(^|[._])(amount|unit_amount|total|subtotal|balance)(_|$)|^tax$/

interface ValueContext {
  /** The last part of a path such as `items.data.0.price.unit_amount`. */
  field: string
  /** The object's own currency, null where it has none. */
  currency: string | null
  timeZone?: string
}

/** What bare numbers mean: seconds as a moment, minor units as money. Null where nothing can be added. */
export function explainValue(value: unknown, { field, currency, timeZone }: ValueContext): string | null {
  if (Array.isArray(value) && value.length > 0 && value.every(isMoney)) return moneyWords(value)
  if (isMoney(value)) return moneyWords([value])
  if (typeof value !== 'number' || !Number.isInteger(value)) return null
  if (TIME_FIELD.test(field) && value > 500_000_000 && value < 10_000_000_000)
    return formatMoment(value * 1000, timeZone)
  if (currency && MONEY_FIELD.test(field) && !field.endsWith('decimal')) return formatMoney(value, currency)
  return null
}

/** A value in one line: texts as they are, all else as JSON; `—` where there is none. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
