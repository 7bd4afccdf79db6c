import { isJsonObject, type JsonObject } from '../../domain/json.ts'

/** Readers for JSON that nobody promised: the wrong type is the same as absent. */
export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

export function integer(value: unknown): number | null {
  return Number.isSafeInteger(value) ? (value as number) : null
}

/** An id, or the id of the object that was expanded in its place. */
export function idOf(value: unknown): string | null {
  return isJsonObject(value) ? text(value.id) : text(value)
}

/** The rows of an embedded list; at most ten of them, `has_more` tells of the rest. */
export function listData(value: unknown): JsonObject[] {
  return isJsonObject(value) && Array.isArray(value.data) ? value.data.filter(isJsonObject) : []
}
