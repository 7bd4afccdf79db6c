import type { TaxRate } from '../../domain/billing.ts'
import { isJsonObject } from '../../domain/json.ts'
import { decimalText } from './read.ts'

/** Null where the payload does not say. */
export function readTaxRates(rates: unknown): TaxRate[] | null {
  if (!Array.isArray(rates)) return null
  return rates.filter(isJsonObject).flatMap((rate) => {
    const percentage = decimalText(rate.percentage)
    return percentage === null ? [] : [{ percentage, inclusive: rate.inclusive === true }]
  })
}
