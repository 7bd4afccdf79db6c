import type { Mode } from '../../worker/domain/ids.ts'
import { callApi, type Page } from './api.ts'

const PAGE_SIZE = 100
/** Of templates an account may have 500, of all else fewer. */
const MAX_PAGES = 5

/** A list that an account has few of, whole. */
export async function readAll<T>(path: string, mode: Mode, signal: AbortSignal): Promise<T[]> {
  const rows: T[] = []
  let after: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await callApi<Page<T>>(path, { mode, signal, query: { limit: PAGE_SIZE, after } })
    rows.push(...answer.data)
    if (!answer.next_cursor) break
    after = answer.next_cursor
  }
  return rows
}
