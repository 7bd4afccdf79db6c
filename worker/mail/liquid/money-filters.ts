import { toValue } from 'liquidjs'
import { isJsonObject } from '../../domain/json.ts'
import { moneyWords, type Reader } from '../words.ts'
import { Amount } from './amount.ts'
import { INTL_COST } from './budget.ts'
import type { FilterHandler, FilterSelf } from './filters.ts'

/** An amount of which nobody says the currency: it must not be guessed. */
export class MissingCurrencyError extends Error {
  override name = 'MissingCurrencyError'
}

/**
 * `money` and `money_without_trailing_zeros` of minor units. The currency is the one named (`money: "eur"`), else that of
 * the object that the amount stands in, else (after arithmetic, say) the event's, else the customer's.
 */
export function moneyFilters(reader: Reader): Record<string, FilterHandler> {
  const money = (zeros: 'keep' | 'strip'): FilterHandler =>
    function (value, named) {
      const amount = toValue(value)
      if (typeof amount !== 'number' && typeof amount !== 'string') return amount
      this.context.memoryLimit.use(INTL_COST)
      const currency = textOf(toValue(named)) ?? (value instanceof Amount ? value.currency : currencyHere(this))
      if (currency === null) throw new MissingCurrencyError('No currency is known for this amount.')
      return moneyWords(amount, currency, reader, zeros) ?? amount
    }
  return { money: money('keep'), money_without_trailing_zeros: money('strip') }
}

function currencyHere({ context }: FilterSelf): string | null {
  const { event, customer } = context.globals as Record<string, unknown>
  return currencyOf(event) ?? currencyOf(customer)
}

function currencyOf(object: unknown): string | null {
  return isJsonObject(object) ? textOf(object.currency) : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
