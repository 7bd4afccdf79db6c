import type { Decision } from '../domain/decide.ts'
import type { Change } from '../domain/event.ts'
import { type InboxRow, readInbox, requestProjection } from './inbox.ts'

/** What became of an input. */
export interface Decided {
  outcome: Decision['outcome'] | 'unmatched'
  stale: boolean
  notes: readonly string[]
  changes: readonly Change[]
  customerId: string | null
  /** Ids of runs that it started. */
  runs?: readonly string[]
}

/** The event's row keeps its first story; a replay adds to it. */
export function recordDecision(sql: SqlStorage, row: InboxRow, decision: Decided, nowMs: number): void {
  const first = row.processedAtMs === null || row.outcome === 'parked'
  sql.exec(
    `UPDATE inbox SET outcome = ?2, stale = ?3, notes = ?4, changes = ?5, processed_at = ?6, customer_id = ?7,
       runs = ?8, attempts = attempts + 1, error = NULL, rev = rev + 1 WHERE seq = ?1`,
    row.seq,
    decision.outcome,
    Number(first ? decision.stale : row.stale),
    JSON.stringify(first ? decision.notes : [...JSON.parse(row.notes), ...decision.notes]),
    changesJson(first ? decision.changes : [...JSON.parse(row.changes), ...decision.changes]),
    nowMs,
    decision.customerId ?? row.customerId,
    JSON.stringify([...JSON.parse(row.runs), ...(decision.runs ?? [])]),
  )
}

/** An event that was nobody's has a customer now. */
export function noteLinked(sql: SqlStorage, seq: number, customerId: string, note: string): void {
  const row = readInbox(sql, seq)
  if (row?.outcome !== 'unmatched') return
  sql.exec(
    "UPDATE inbox SET outcome = 'processed', customer_id = ?2, notes = ?3, rev = rev + 1 WHERE seq = ?1",
    seq,
    customerId,
    JSON.stringify([...JSON.parse(row.notes), note]),
  )
  requestProjection(sql, seq)
}

/** An event whose customer turned out to be nobody's yet. */
export function noteUnlinked(sql: SqlStorage, seq: number, note: string): void {
  const row = readInbox(sql, seq)
  if (row?.outcome !== 'processed') return
  sql.exec(
    "UPDATE inbox SET outcome = 'unmatched', customer_id = NULL, notes = ?2, rev = rev + 1 WHERE seq = ?1",
    seq,
    JSON.stringify([...JSON.parse(row.notes), note]),
  )
  requestProjection(sql, seq)
}

/** A list of changes beyond all reason is cut: the payload still has everything, and the row must fit the read model. */
const MAX_CHANGES_CHARS = 200_000

function changesJson(changes: readonly Change[]): string {
  const json = JSON.stringify(changes)
  return json.length <= MAX_CHANGES_CHARS
    ? json
    : JSON.stringify(changes.filter((change) => JSON.stringify(change).length < 2_000).slice(0, 50))
}

export function recordFailure(sql: SqlStorage, seq: number, outcome: 'pending' | 'parked', error: string): void {
  sql.exec(
    'UPDATE inbox SET outcome = ?2, attempts = attempts + 1, error = ?3, rev = rev + 1 WHERE seq = ?1',
    seq,
    outcome,
    error,
  )
}

/** Of a part of the input; the rest of it stands. */
export function recordError(sql: SqlStorage, seq: number, error: string): void {
  sql.exec('UPDATE inbox SET error = ?2 WHERE seq = ?1', seq, error)
}

export function closeCommand(sql: SqlStorage, seq: number, nowMs: number): void {
  sql.exec("UPDATE inbox SET outcome = 'processed', processed_at = ?2 WHERE seq = ?1", seq, nowMs)
}
