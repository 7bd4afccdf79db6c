import { z } from '@hono/zod-openapi'
import { refuseInput } from '../errors.ts'

/** What a list answers. */
export interface Page<T> {
  object: 'list'
  data: T[]
  has_more: boolean
  next_cursor: string | null
}

const cursor = z.tuple([z.string(), z.int(), z.string()])

/** Where a list goes on: a number and a tie-breaking id of the last row shown. */
export interface Position {
  number: number
  id: string
}

/** Opaque on the wire; `list` keeps a cursor of one list from being used in another. */
export function encodeCursor(list: string, { number, id }: Position): string {
  const bytes = new TextEncoder().encode(JSON.stringify([list, number, id]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Null where there is none; 422 for anything that `encodeCursor` did not make for this list. */
export function decodeCursor(list: string, text: string | undefined): Position | null {
  if (text === undefined) return null
  const parsed = cursor.safeParse(decodeJson(text))
  if (!parsed.success || parsed.data[0] !== list) {
    return refuseInput('/after', 'cursor_invalid', 'Use next_cursor of the page before, or leave it out to start anew.')
  }
  return { number: parsed.data[1], id: parsed.data[2] }
}

/** Makes a page of rows that were read with `limit + 1`: the one too many only says that there is more. */
export function toPage<Row, Item>(
  list: string,
  rows: Row[],
  limit: number,
  present: (row: Row) => Item,
  positionOf: (row: Row) => Position,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit
  return {
    object: 'list',
    data: shown.map(present),
    has_more: hasMore,
    next_cursor: hasMore && last ? encodeCursor(list, positionOf(last)) : null,
  }
}

function decodeJson(text: string): unknown {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0))))
  } catch {
    return null
  }
}
