import { insertInput, lastSeq, readInboxByKey } from './inbox.ts'
import type { ReplayAnswer, ReplayRequest, Snapshot } from './rpc.ts'

/** A row holds two megabytes at most; a character is up to three bytes. */
const MAX_PAGE_CHARS = 600_000

/** Answers of the API, as few inputs as rows can hold; asked twice in a second, the later answer counts. */
export function insertSnapshots(sql: SqlStorage, snapshots: Snapshot[], nowMs: number): void {
  const first = snapshots[0]
  if (!first) return
  const { objectType, asOf, source } = first
  for (const page of pagesOf(snapshots.map((snapshot) => JSON.stringify(snapshot)))) {
    const key = inputKey(sql, 'snapshot')
    const payload = `[${page.join(',')}]`
    insertInput(sql, { key, kind: 'snapshot', type: objectType, created: asOf, objectId: null, payload, source }, nowMs)
  }
}

function pagesOf(rows: string[]): string[][] {
  const pages: string[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const row of rows) {
    if (length + row.length > MAX_PAGE_CHARS) {
      pages.push([])
      length = 0
    }
    pages.at(-1)?.push(row)
    length += row.length
  }
  return pages
}

/** The snapshots of a page, each with a key of its own that sorts behind those of earlier pages. */
export function snapshotsOf(key: string, page: Snapshot[]): (Snapshot & { key: string })[] {
  return page.map((snapshot, at) => ({ ...snapshot, key: `${key}:${String(at).padStart(4, '0')}` }))
}

/** A replay is a command and waits its turn; what has no payload any more cannot be decided again. */
export function insertReplays(sql: SqlStorage, { ids, force }: ReplayRequest, nowMs: number): ReplayAnswer {
  const answer: ReplayAnswer = { replayed: [], missing: [] }
  for (const id of new Set(ids)) {
    const row = readInboxByKey(sql, id)
    const known = row?.kind === 'event' && row.payload !== null
    answer[known ? 'replayed' : 'missing'].push(id)
    if (!known) continue
    const payload = JSON.stringify({ event: id, force })
    const created = Math.floor(nowMs / 1000)
    const key = inputKey(sql, 'replay')
    insertInput(
      sql,
      { key, kind: 'command', type: 'replay', created, objectId: null, payload, source: 'replay' },
      nowMs,
    )
  }
  return answer
}

/** Sorts as text in arrival order; the colon keeps it apart from every id of Stripe's. */
function inputKey(sql: SqlStorage, kind: string): string {
  return `${kind}:${String(lastSeq(sql) + 1).padStart(16, '0')}`
}
