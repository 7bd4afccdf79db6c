import { isJsonObject, type JsonObject } from '../json.ts'
import type { HookDataOf, HookEventType } from './hook-events.ts'

/** Standard Webhooks asks for less than 20 KB. */
export const MAX_BODY_BYTES = 20_000
/** Kept whatever its size: without it nobody can ask for the rest. */
const KEPT = /(^|\.)(id|[a-z_]+_id)$/

export interface BuiltHook {
  body: string
  /** Paths below `data` that were left out, such as `customer.subscriptions`; the body names them too. */
  dropped: string[]
}

interface Part {
  path: string
  holder: JsonObject
  key: string
  isList: boolean
  bytes: number
}

/**
 * The body of a webhook: `{type, timestamp, data}`, `timestamp` being when it happened, in ISO-8601. What is too long
 * loses whole values, lists before anything else and the longest first, and names them in `data.dropped`; ids stay.
 */
export function buildHook<T extends HookEventType>(type: T, timestamp: string, data: HookDataOf[T]): BuiltHook {
  const kept = structuredClone(data) as unknown as JsonObject
  const dropped: string[] = []
  const bodyOf = (): string =>
    JSON.stringify({ type, timestamp, data: dropped.length > 0 ? { ...kept, dropped } : kept })
  const parts = partsOf(kept).sort((a, b) => Number(b.isList) - Number(a.isList) || b.bytes - a.bytes)
  let body = bodyOf()
  for (const { holder, key, path } of parts) {
    if (bytesOf(body) < MAX_BODY_BYTES) break
    delete holder[key]
    dropped.push(path)
    body = bodyOf()
  }
  return { body, dropped }
}

/** What may be left out: the values of `data` and of the objects directly in it, but not those objects as a whole. */
function partsOf(data: JsonObject): Part[] {
  return Object.entries(data)
    .flatMap(([key, value]) =>
      isJsonObject(value)
        ? Object.entries(value).map(([inner, held]) => partOf(value, inner, `${key}.${inner}`, held))
        : [partOf(data, key, key, value)],
    )
    .filter(({ path }) => !KEPT.test(path))
}

function partOf(holder: JsonObject, key: string, path: string, value: unknown): Part {
  return { holder, key, path, isList: Array.isArray(value), bytes: bytesOf(JSON.stringify(value) ?? '') }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
