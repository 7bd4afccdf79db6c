import { isJsonObject, type JsonObject } from '../../domain/json.ts'

/** Longer than any text of Stripe's; what a fact holds must fit a row many times over. */
const MAX_TEXT_CHARS = 40_000
/** Stripe embeds ten, the rest is fetched; nobody has more of them than this. */
const MAX_LIST_ROWS = 500
/** Stripe has up to twelve places. */
const DECIMAL = /^\d{1,20}(\.\d{1,20})?$/

/** Readers for JSON that nobody promised: the wrong type is the same as absent. */
export function text(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, MAX_TEXT_CHARS) : null
}

export function integer(value: unknown): number | null {
  return Number.isSafeInteger(value) ? (value as number) : null
}

/** A number with a fraction, such as a percentage. */
export function decimal(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** A decimal of Stripe's as text, exact: it sends amounts as text and percentages as numbers; none is negative. */
export function decimalText(value: unknown): string | null {
  const written = typeof value === 'number' ? String(value) : value
  return typeof written === 'string' && DECIMAL.test(written) ? written : null
}

/** An id, or the id of the object that was expanded in its place. */
export function idOf(value: unknown): string | null {
  return isJsonObject(value) ? text(value.id) : text(value)
}

/** The rows of an embedded list; at most ten of them, `has_more` tells of the rest. */
export function listData(value: unknown): JsonObject[] {
  return isJsonObject(value) && Array.isArray(value.data) ? value.data.slice(0, MAX_LIST_ROWS).filter(isJsonObject) : []
}
