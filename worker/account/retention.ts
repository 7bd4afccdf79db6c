import type { Tenant } from '../domain/ids.ts'
import { deleteEvents, prunePayloads } from '../readmodel/write-events.ts'
import { readMetaNumber, writeMeta } from './meta.ts'
import { retentionOf } from './rules.ts'

const DAY_MS = 86_400_000
/** Rows that come of age within an hour go together, so that a quiet account is not woken for each. */
const HOUR_MS = 3_600_000
const ROWS_PER_STEP = 500

interface Range {
  afterSeq: number
  upToSeq: number
}

/** A payload may go with the newest event, its row may not: its seq must never be given out again. */
const KEEP = { payload: 0, row: 1 }

/** When the oldest row comes of age by the account's settings, in ms; null while there is nothing to remove. */
export function nextRetentionAtMs(sql: SqlStorage): number | null {
  const { payload_days, event_days } = retentionOf(sql)
  const payloadAt = ripeAt(sql, readMetaNumber(sql, 'payloads_pruned_seq'), payload_days, KEEP.payload)
  const rowAt = ripeAt(sql, readMetaNumber(sql, 'rows_pruned_seq'), event_days, KEEP.row)
  const times = [payloadAt, rowAt].filter((time) => time !== null)
  return times.length > 0 ? Math.min(...times) : null
}

/**
 * One bounded step: D1 first, then the object, so that a crash between them only repeats the step. What is parked
 * stays whole, however old, until a person has dealt with it.
 */
export async function retain(sql: SqlStorage, db: D1Database, tenant: Tenant, nowMs: number): Promise<void> {
  if ((nextRetentionAtMs(sql) ?? Number.POSITIVE_INFINITY) > nowMs) return
  const { payload_days, event_days } = retentionOf(sql)
  const payloadsBefore = nowMs - payload_days * DAY_MS
  const payloads = ripe(sql, readMetaNumber(sql, 'payloads_pruned_seq'), payloadsBefore, KEEP.payload)
  if (payloads) {
    await db.batch([prunePayloads(db, tenant, payloads.afterSeq, payloads.upToSeq)])
    sql.exec(
      "UPDATE inbox SET payload = NULL WHERE seq > ?1 AND seq <= ?2 AND outcome NOT IN ('pending', 'parked')",
      payloads.afterSeq,
      payloads.upToSeq,
    )
    writeMeta(sql, 'payloads_pruned_seq', payloads.upToSeq)
  }
  const rows = ripe(sql, readMetaNumber(sql, 'rows_pruned_seq'), nowMs - event_days * DAY_MS, KEEP.row)
  if (rows) {
    await db.batch([deleteEvents(db, tenant, rows.afterSeq, rows.upToSeq)])
    sql.exec(
      "DELETE FROM inbox WHERE seq > ?1 AND seq <= ?2 AND outcome NOT IN ('pending', 'parked')",
      rows.afterSeq,
      rows.upToSeq,
    )
    sql.exec('DELETE FROM reprojections WHERE seq > ?1 AND seq <= ?2', rows.afterSeq, rows.upToSeq)
    writeMeta(sql, 'rows_pruned_seq', rows.upToSeq)
  }
}

/** Up to `ROWS_PER_STEP` rows that arrived before `beforeMs` and that D1 has. */
function ripe(sql: SqlStorage, afterSeq: number, beforeMs: number, keepNewest: number): Range | null {
  const upToSeq = sql
    .exec<{ seq: number | null }>(
      `SELECT MAX(seq) AS seq FROM (
         SELECT seq, received_at FROM inbox
         WHERE seq > ?1 AND seq <= ?4 AND seq <= (SELECT MAX(seq) FROM inbox) - ?5 ORDER BY seq LIMIT ?3
       ) WHERE received_at < ?2`,
      afterSeq,
      beforeMs,
      ROWS_PER_STEP,
      readMetaNumber(sql, 'projected_seq'),
      keepNewest,
    )
    .one().seq
  return upToSeq === null ? null : { afterSeq, upToSeq }
}

function ripeAt(sql: SqlStorage, afterSeq: number, days: number, keepNewest: number): number | null {
  const oldest = sql
    .exec<{ received_at: number }>(
      `SELECT received_at FROM inbox
       WHERE seq > ?1 AND seq <= (SELECT MAX(seq) FROM inbox) - ?2 ORDER BY seq LIMIT 1`,
      afterSeq,
      keepNewest,
    )
    .toArray()[0]
  return oldest ? Math.ceil((oldest.received_at + days * DAY_MS + 1) / HOUR_MS) * HOUR_MS : null
}

/** What a person has dealt with after its time has no reason to stay any longer. */
export function dropOverduePayload(sql: SqlStorage, seq: number): void {
  if (seq <= readMetaNumber(sql, 'payloads_pruned_seq')) {
    sql.exec(
      "UPDATE inbox SET payload = NULL, rev = rev + 1 WHERE seq = ?1 AND outcome NOT IN ('pending', 'parked')",
      seq,
    )
  }
}
