export interface PreviousAttribute {
  /** `items.data.0.price.unit_amount` */
  path: string
  field: string
  from: unknown
  to: unknown
}

type Json = Record<string, unknown>

/**
 * What Stripe says changed: the leaves of `data.previous_attributes` beside their present values, unequal ones only.
 * Stripe repeats whole arrays there, so that most of what they hold is the same on both sides.
 */
export function previousAttributes(payload: Json): PreviousAttribute[] {
  const data = asObject(payload.data)
  const previous = asObject(data?.previous_attributes)
  return previous ? compare(previous, asObject(data?.object) ?? {}, []) : []
}

/** The currency of the object in the payload, in lower case; null where it has none. */
export function payloadCurrency(payload: Json | null): string | null {
  const currency = asObject(asObject(payload?.data)?.object)?.currency
  return typeof currency === 'string' ? currency : null
}

function compare(previous: Json, present: Json, parents: string[]): PreviousAttribute[] {
  return Object.entries(previous).flatMap(([field, from]) => {
    const to = present[field]
    const path = [...parents, field]
    const before = asObject(from)
    if (before && Object.keys(before).length > 0) return compare(before, asObject(to) ?? {}, path)
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ path: path.join('.'), field, from, to }]
  })
}

/** Arrays too: their indexes become fields. */
function asObject(value: unknown): Json | null {
  return value !== null && typeof value === 'object' ? (value as Json) : null
}
