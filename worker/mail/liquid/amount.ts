import { Drop } from 'liquidjs'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import { MONEY_PATHS } from '../../domain/mail-variables.ts'

/**
 * An amount in minor units that knows its currency. Templates compare and count with it as with a number; only `money`
 * looks at the currency.
 */
export class Amount extends Drop {
  readonly amount: number
  readonly currency: string

  constructor(amount: number, currency: string) {
    super()
    this.amount = amount
    this.currency = currency
  }

  override valueOf(): number {
    return this.amount
  }

  override toString(): string {
    return String(this.amount)
  }

  toJSON(): number {
    return this.amount
  }
}

/** The same values, with the currency of the object that they stand in beside each amount that is documented as money. */
export function withAmounts(values: JsonObject): JsonObject {
  return MONEY_PATHS.reduce<JsonObject>((all, path) => withAmountAt(all, path, null), { ...values })
}

function withAmountAt(object: JsonObject, [key = '', ...rest]: readonly string[], above: string | null): JsonObject {
  const currency = typeof object.currency === 'string' ? object.currency : above
  const name = key.replace('[]', '')
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  if (key.endsWith('[]')) {
    if (!Array.isArray(value)) return object
    return {
      ...object,
      [name]: value.map((entry) => (isJsonObject(entry) ? withAmountAt(entry, rest, currency) : entry)),
    }
  }
  if (rest.length > 0) return isJsonObject(value) ? { ...object, [name]: withAmountAt(value, rest, currency) } : object
  return typeof value === 'number' && currency !== null ? { ...object, [name]: new Amount(value, currency) } : object
}
