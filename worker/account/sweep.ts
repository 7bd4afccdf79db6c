import type { Counts, Listed } from '../domain/job.ts'
import { objectTypeOfList } from '../domain/job-lists.ts'
import { type JobWork, wasListedWhole } from '../domain/job-work.ts'
import { endJob, readJob, writeJob } from './jobs.ts'
import { readMetaNumber } from './meta.ts'
import { insertMessage } from './outbox.ts'

const ROWS_PER_STEP = 2_000

/**
 * What a job listed has been seen since it began. What is held and was not seen may be gone: Stripe is asked for each of
 * them, and a 404 is what makes it so. Counts what is held on the way. One bounded step; the work as it is where pages still wait to be decided.
 */
export function sweepStep(sql: SqlStorage, jobId: string, nowMs: number): JobWork | null {
  const work = readJob(sql, jobId)
  const list = work?.sweep?.lists[0]
  if (!work?.sweep || !list || list === 'events') return work
  if (readMetaNumber(sql, 'drained_seq') < work.sweep.afterSeq) return work
  const rows = sql
    .exec<{ id: string; at: number; gone: number }>(
      'SELECT id, at, gone FROM objects WHERE type = ?1 AND id > ?2 ORDER BY id LIMIT ?3',
      objectTypeOfList(list),
      work.sweep.afterId,
      ROWS_PER_STEP,
    )
    .toArray()
  const present = rows.filter(({ gone }) => gone === 0)
  if (wasListedWhole(work, list)) {
    for (const { id } of present.filter(({ at }) => at < work.startedAt))
      insertMessage(sql, { task: 'refetch', objectType: objectTypeOfList(list), objectId: id })
  }
  const held: Counts = { ...work.record.held, [list]: (work.record.held?.[list] ?? 0) + present.length }
  const counted = { ...work, record: { ...work.record, held, updatedAtMs: nowMs } }
  const last = rows.length < ROWS_PER_STEP ? undefined : rows.at(-1)
  const rest: Listed[] = last ? work.sweep.lists : work.sweep.lists.slice(1)
  if (rest.length === 0) return endJob(sql, counted, 'done', null, nowMs)
  const next = { ...counted, sweep: { ...work.sweep, lists: rest, afterId: last?.id ?? '' } }
  writeJob(sql, next)
  return next
}
