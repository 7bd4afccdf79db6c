import { makeId } from '../auth/tokens.ts'
import { isRunning, type JobKind, type JobStatus } from '../domain/job.ts'
import { afterPage, continues, isThrough, type JobWork, newWork } from '../domain/job-work.ts'
import { insertCaughtUp, lastSeq } from './inbox.ts'
import { insertSnapshots } from './inputs.ts'
import { readMetaNumber, writeMeta } from './meta.ts'
import type { JobAnswer, JobRequest, PageCommit } from './rpc.ts'
import { readLink } from './stored-link.ts'

/** Stripe lists events of 30 days; an hour less, so that none falls out while the list is read. */
const EVENT_LIST_SECONDS = 30 * 86_400 - 3_600
/** Read again each time, because events may appear in the list a little after their second. */
const OVERLAP_SECONDS = 15 * 60
const KEPT_JOBS = 200

export interface JobRow {
  id: string
  rev: number
  work: JobWork
}

export function readJob(sql: SqlStorage, id: string): JobWork | null {
  const row = sql.exec<{ work: string }>('SELECT work FROM jobs WHERE id = ?1', id).toArray()[0]
  return row ? (JSON.parse(row.work) as JobWork) : null
}

export function runningJobs(sql: SqlStorage): JobWork[] {
  return sql
    .exec<{ work: string }>("SELECT work FROM jobs WHERE status IN ('queued', 'running', 'waiting')")
    .toArray()
    .map(({ work }) => JSON.parse(work) as JobWork)
}

/** Jobs that D1 has in an older state. */
export function dirtyJobs(sql: SqlStorage, limit: number): JobRow[] {
  return sql
    .exec<{ id: string; rev: number; work: string }>(
      'SELECT id, rev, work FROM jobs WHERE projected_rev < rev LIMIT ?1',
      limit,
    )
    .toArray()
    .map(({ id, rev, work }) => ({ id, rev, work: JSON.parse(work) as JobWork }))
}

export function markProjected(sql: SqlStorage, jobs: readonly JobRow[]): void {
  for (const { id, rev } of jobs) sql.exec('UPDATE jobs SET projected_rev = ?2 WHERE id = ?1', id, rev)
}

export function writeJob(sql: SqlStorage, work: JobWork): void {
  const { id, kind, status, createdAtMs } = work.record
  sql.exec(
    `INSERT INTO jobs (id, kind, status, created_at, rev, work) VALUES (?1, ?2, ?3, ?4, 1, ?5)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, rev = jobs.rev + 1, work = excluded.work`,
    id,
    kind,
    status,
    createdAtMs,
    JSON.stringify(work),
  )
}

/** A catch-up whose gap is longer than Stripe's list of events becomes a resync: it reads the whole present state. */
export function startJob(sql: SqlStorage, request: JobRequest, nowMs: number): JobAnswer {
  const { epoch, sealed } = readLink(sql)
  if (sealed === null) return { refused: 'not_linked' }
  const startedAt = Math.floor(nowMs / 1000)
  const caughtUpTo = readMetaNumber(sql, 'caught_up_to')
  const tooLong = request.kind === 'catch_up' && startedAt - caughtUpTo > EVENT_LIST_SECONDS
  const kind: JobKind = tooLong ? 'resync' : request.kind
  const running = runningJobs(sql)
  const same = running.find(({ record }) => record.kind === kind)
  if (same) return { job: same.record, started: false }
  if (running.some(({ record }) => record.kind === 'import' || record.kind === 'resync'))
    return { refused: 'import_running' }
  const id = makeId(kind === 'import' ? 'imp' : 'job')
  const since = kind === 'catch_up' ? Math.max(caughtUpTo - OVERLAP_SECONDS, 0) : null
  const work = newWork({ id, kind, epoch, months: request.months, startedAt, since, nowMs })
  writeJob(sql, work)
  forgetOldJobs(sql)
  return { job: work.record, started: true }
}

/** A driver that was replaced gets nothing, so that there is one at a time. */
export function takeJob(sql: SqlStorage, id: string, driver: number, nowMs: number): JobWork | null {
  const work = readJob(sql, id)
  if (!work || !isRunning(work.record) || driver < work.driver) return null
  if (driver === work.driver) return work
  const taken = { ...work, driver, record: { ...work.record, updatedAtMs: nowMs } }
  writeJob(sql, taken)
  return taken
}

/** Page and position become durable together, so that a crash repeats at most the page under way. */
export function commitPage(sql: SqlStorage, page: PageCommit, nowMs: number): JobWork | null {
  const work = readJob(sql, page.jobId)
  if (!work || !isRunning(work.record) || page.driver < work.driver || !continues(work, page)) return work
  if (page.objects.length > 0) insertSnapshots(sql, page.objects, nowMs)
  const found = page.events.filter((event) => insertCaughtUp(sql, event, nowMs)).map(({ created }) => created)
  const next = afterPage(work, page, found, nowMs)
  if (isThrough(next)) return endJob(sql, next, 'done', null, nowMs)
  const placed = next.sweep ? { ...next, sweep: { ...next.sweep, afterSeq: lastSeq(sql) } } : next
  writeJob(sql, placed)
  return placed
}

export function pauseJob(sql: SqlStorage, id: string, nowMs: number): void {
  const work = readJob(sql, id)
  if (work && isRunning(work.record))
    writeJob(sql, { ...work, record: { ...work.record, status: 'waiting', updatedAtMs: nowMs } })
}

export function endJob(
  sql: SqlStorage,
  work: JobWork,
  status: Extract<JobStatus, 'done' | 'failed' | 'canceled'>,
  error: string | null,
  nowMs: number,
): JobWork {
  const record = { ...work.record, status, error, resource: null, updatedAtMs: nowMs, finishedAtMs: nowMs }
  const ended = { ...work, record, lanes: [], sweep: null }
  writeJob(sql, ended)
  // An import begins with the link, from which on events are compared; a resync stands for all that came before it.
  const comparedTo = record.kind === 'catch_up' || record.kind === 'resync' ? work.startedAt : 0
  if (status === 'done' && comparedTo > readMetaNumber(sql, 'caught_up_to')) writeMeta(sql, 'caught_up_to', comparedTo)
  return ended
}

export function failJob(sql: SqlStorage, id: string, error: string, nowMs: number): void {
  const work = readJob(sql, id)
  if (work && isRunning(work.record)) endJob(sql, work, 'failed', error, nowMs)
}

/** Those of an earlier link; `epoch` is the present one. */
export function cancelJobs(sql: SqlStorage, epoch: number, error: string, nowMs: number): void {
  for (const work of runningJobs(sql)) if (work.epoch < epoch) endJob(sql, work, 'canceled', error, nowMs)
}

export function forgetOldJobs(sql: SqlStorage): void {
  sql.exec(
    `DELETE FROM jobs WHERE status NOT IN ('queued', 'running', 'waiting') AND projected_rev = rev
       AND id NOT IN (SELECT id FROM jobs ORDER BY created_at DESC LIMIT ?1)`,
    KEPT_JOBS,
  )
}
