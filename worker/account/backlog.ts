import { hasCustomerWork } from './customers/backlog.ts'
import { lastSeq } from './inbox.ts'
import { readMetaNumber } from './meta.ts'
import type { Backlog } from './rpc.ts'

/** What is stored but not decided yet; the age of the oldest tells whether the alarm still lives. */
export function backlogOf(sql: SqlStorage, nowMs: number): Backlog {
  const drainedSeq = readMetaNumber(sql, 'drained_seq')
  const oldest = sql
    .exec<{ received_at: number }>('SELECT received_at FROM inbox WHERE seq > ?1 ORDER BY seq LIMIT 1', drainedSeq)
    .toArray()[0]
  return {
    pending: lastSeq(sql) - drainedSeq,
    oldestPendingMs: oldest ? nowMs - oldest.received_at : null,
    waitingPages: waitingPages(sql),
  }
}

const COUNTED_PAGES = 50

/** Pages of snapshots that are not in D1 yet, undecided ones included: their payload still takes room. */
export function waitingPages(sql: SqlStorage): number {
  return sql
    .exec<{ pages: number }>(
      `SELECT COUNT(*) AS pages FROM (SELECT 1 FROM inbox WHERE seq > ?1 AND kind = 'snapshot' LIMIT ?2)`,
      readMetaNumber(sql, 'projected_seq'),
      COUNTED_PAGES,
    )
    .one().pages
}

/** Something is decided that D1 or a queue has not got yet. */
export function hasUnflushed(sql: SqlStorage): boolean {
  const waiting = sql
    .exec(
      `SELECT 1 FROM reprojections WHERE EXISTS (SELECT 1 FROM inbox WHERE inbox.seq = reprojections.seq)
       UNION ALL SELECT 1 FROM outbox UNION ALL SELECT 1 FROM touched UNION ALL SELECT 1 FROM jobs WHERE projected_rev < rev
       UNION ALL SELECT 1 FROM price_uses WHERE projected_rev < rev LIMIT 1`,
    )
    .toArray()
  return (
    waiting.length > 0 ||
    hasCustomerWork(sql) ||
    readMetaNumber(sql, 'projected_seq') < readMetaNumber(sql, 'drained_seq')
  )
}
