import { applyReplay, applyRow } from './apply.ts'
import { attempt, runWhole } from './attempt.ts'
import { LATE } from './automations/deliver.ts'
import { RUN, wakeRun } from './automations/go-on.ts'
import { queueDue, touchLate } from './automations/queue-due.ts'
import { workOff } from './automations/start.ts'
import { deriveDue } from './customers/due.ts'
import { followTermsOn, TERMS } from './customers/follow-terms.ts'
import { listDueCustomers } from './customers/rows.ts'
import { closeCommand, recordFailure } from './decisions.ts'
import { type InboxRow, lastSeq, listInbox, readInbox, readInboxByKey, requestProjection } from './inbox.ts'
import { readMetaNumber, writeMeta } from './meta.ts'
import { dropOverduePayload } from './retention.ts'
import { type DueItem, listDue, schedule, unschedule } from './schedule.ts'
import { hourOf, type Run, type Turn } from './turn.ts'

export const DRAIN_LIMIT = 250

/** After the last of these waits a failing input is parked with its error, for a person to replay. */
export const RETRY_DELAYS_MS = [1_000, 5_000, 30_000, 120_000]

/**
 * The serial section: decides up to `DRAIN_LIMIT` due retries and new inputs in arrival order. No await, so all of it
 * commits together, and each row is written once however often it changed. An input that throws undoes nothing but itself.
 */
export function drain(storage: DurableObjectStorage, turn: Turn): void {
  const parked = runWhole(storage, (attempts) => {
    const keys: string[] = []
    drainOnce(Object.assign(attempts, turn, { onParked: (key: string) => void keys.push(key) }))
    return keys
  })
  for (const key of parked) turn.onParked(key)
}

function drainOnce(run: Run): void {
  const { sql } = run.storage
  for (const item of listDue(sql, run.nowMs, DRAIN_LIMIT)) runDue(run, item)
  const rows = listInbox(sql, readMetaNumber(sql, 'drained_seq'), lastSeq(sql), DRAIN_LIMIT)
  for (const row of rows) {
    if (row.kind === 'command') runReplay(run, row)
    else runRow(run, row, false)
  }
  const last = rows.at(-1)
  if (last) writeMeta(sql, 'drained_seq', last.seq)
  for (const id of listDueCustomers(sql, run.nowMs, DRAIN_LIMIT)) runCustomer(run, id)
  queueDue(run)
  run.ws.keep()
}

function runDue(run: Run, item: DueItem): void {
  unschedule(run.storage.sql, item.key)
  if (item.key.startsWith(TERMS)) {
    runTerms(run, item.key)
    return
  }
  if (item.key === LATE) {
    touchLate(run)
    return
  }
  if (item.key.startsWith(RUN)) {
    runWaiting(run, item.key)
    return
  }
  const row = readInbox(run.storage.sql, item.seq)
  if (row?.outcome === 'pending') runRow(run, row, true)
}

/** As with a customer that cannot be derived: the rest of them is tried again in an hour. */
function runTerms(run: Run, key: string): void {
  const error = attempt(run, () => followTermsOn(run, key))
  if (!error) return
  schedule(run.storage.sql, key, 0, run.nowMs + 3_600_000)
  run.onParked(key)
}

/** A run whose wait is over; one that cannot go on is tried again in an hour. */
function runWaiting(run: Run, key: string): void {
  const error = attempt(run, () => {
    wakeRun(run, key.slice(RUN.length))
    workOff(run)
  })
  if (!error) return
  schedule(run.storage.sql, key, 0, run.nowMs + 3_600_000)
  run.onParked(key)
}

function runRow(run: Run, row: InboxRow, isRetry: boolean): void {
  const error = attempt(run, () => applyRow(run, row, isRetry))
  if (!error) return
  const { sql } = run.storage
  const delayMs = RETRY_DELAYS_MS[row.attempts]
  recordFailure(sql, row.seq, delayMs === undefined ? 'parked' : 'pending', error)
  if (delayMs === undefined) {
    countParked(run)
    run.onParked(row.key)
  } else schedule(sql, `retry:${row.seq}`, row.seq, run.nowMs + delayMs)
  requestProjection(sql, row.seq)
}

/** Actions that already ran run again, once for each time that somebody means it. */
function isForced({ payload }: InboxRow): boolean {
  return (JSON.parse(payload ?? '{}') as { force?: boolean }).force === true
}

/** A person waits for a replay, so one that fails parks its event at once. */
function runReplay(run: Run, command: InboxRow): void {
  const { sql } = run.storage
  const row = readInboxByKey(sql, (JSON.parse(command.payload ?? '{}') as { event: string }).event)
  if (row) {
    unschedule(sql, `retry:${row.seq}`)
    const error = attempt(run, () => {
      run.ws.acts.keySuffix = isForced(command) ? ` again ${command.key}` : ''
      applyReplay(run, row)
      dropOverduePayload(sql, row.seq)
    })
    run.ws.acts.keySuffix = ''
    if (error) {
      recordFailure(sql, row.seq, 'parked', error)
      countParked(run)
      run.onParked(row.key)
    }
    requestProjection(sql, row.seq)
  }
  closeCommand(sql, command.seq, run.nowMs)
}

/** A customer that cannot be derived does not hold up the others: it is tried again in an hour. */
function runCustomer(run: Run, id: string): void {
  const error = attempt(run, () => {
    deriveDue(run, id)
    workOff(run)
  })
  if (error) {
    run.storage.sql.exec('UPDATE customers SET due_at = ?2 WHERE id = ?1', id, run.nowMs + 3_600_000)
    run.onParked(id)
  }
}

function countParked({ ws, nowMs }: Run): void {
  ws.tally(`parked:${hourOf(nowMs)}`, 1)
  ws.keep()
}
