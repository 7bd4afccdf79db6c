type Json = Record<string, unknown>

/**
 * What a `*.updated` event says about the past, by Stripe's rules: only changed keys, with their old values; of nested
 * hashes only the changed keys; a newly added key is null; a changed list or array comes whole, in its old state.
 */
export function previousAttributes(before: object, after: object): Json {
  const old = before as Json
  const changed = after as Json
  const previous: Json = {}
  for (const key of new Set([...Object.keys(old), ...Object.keys(changed)])) {
    const from = old[key]
    const to = changed[key]
    if (isEqual(from, to)) continue
    previous[key] = isHash(from) && isHash(to) ? previousAttributes(from, to) : (from ?? null)
  }
  return previous
}

/** A hash in Stripe's sense: an object that is neither an array nor an embedded list. */
function isHash(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && (value as Json).object !== 'list'
}

export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => key in b && isEqual((a as Json)[key], (b as Json)[key]))
}
