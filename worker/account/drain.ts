import { decide, type Input, type Settings, sightingOf } from '../domain/decide.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Sighting } from '../domain/ordering.ts'
import { readFacts } from '../stripe/normalise/facts.ts'
import { readEventInput, readSnapshotInput } from '../stripe/sighting.ts'
import {
  closeCommand,
  type InboxRow,
  lastSeq,
  listInbox,
  readInbox,
  readInboxByKey,
  recordDecision,
  recordFailure,
  requestProjection,
} from './inbox.ts'
import { readMetaNumber, writeMeta } from './meta.ts'
import { readHeld, writeObject } from './objects.ts'
import { insertMessage } from './outbox.ts'
import { type DueItem, listDue, schedule, unschedule } from './schedule.ts'

export const DRAIN_LIMIT = 250

/** After the last of these waits a failing input is parked with its error, for a person to replay. */
export const RETRY_DELAYS_MS = [1_000, 5_000, 30_000, 120_000]

/**
 * The serial section: decides up to `DRAIN_LIMIT` due retries and new inputs in arrival order. No await, so all of it
 * commits together; each input has a transaction of its own, so that one that throws undoes nothing but itself.
 */
export function drain(storage: DurableObjectStorage, settings: Settings, nowMs: number): { drained: number } {
  const { sql } = storage
  const due = listDue(sql, nowMs, DRAIN_LIMIT)
  for (const item of due) runDue(storage, item, settings, nowMs)
  const rows = listInbox(sql, readMetaNumber(sql, 'drained_seq'), lastSeq(sql), DRAIN_LIMIT - due.length)
  for (const row of rows) {
    if (row.kind === 'command') runCommand(storage, row, settings, nowMs)
    else run(storage, row, (input) => input, settings, nowMs)
  }
  const last = rows.at(-1)
  if (last) writeMeta(sql, 'drained_seq', last.seq)
  return { drained: due.length + rows.length }
}

function runDue(storage: DurableObjectStorage, item: DueItem, settings: Settings, nowMs: number): void {
  unschedule(storage.sql, item.key)
  const row = readInbox(storage.sql, item.seq)
  if (row?.outcome === 'pending')
    run(storage, row, (input) => ({ kind: 'due', attempt: row.attempts + 1, input }), settings, nowMs)
}

function run(
  storage: DurableObjectStorage,
  row: InboxRow,
  asInput: (input: Input) => Input,
  settings: Settings,
  nowMs: number,
): void {
  try {
    storage.transactionSync(() => decideAndApply(storage.sql, row, asInput, settings, nowMs))
  } catch (error) {
    const delayMs = RETRY_DELAYS_MS[row.attempts]
    recordFailure(storage.sql, row.seq, delayMs === undefined ? 'parked' : 'pending', storedError(error))
    if (delayMs !== undefined) schedule(storage.sql, `retry:${row.seq}`, row.seq, nowMs + delayMs)
    requestProjection(storage.sql, row.seq)
  }
}

/** A person waits for a replay, so one that fails parks its event at once. */
function runCommand(storage: DurableObjectStorage, command: InboxRow, settings: Settings, nowMs: number): void {
  const { sql } = storage
  const row = readInboxByKey(sql, parsePayload(command).event as string)
  if (row) {
    unschedule(sql, `retry:${row.seq}`)
    const asReplay = (input: Input): Input => ({ kind: 'command', name: 'replay', input })
    try {
      storage.transactionSync(() => decideAndApply(sql, row, asReplay, settings, nowMs))
    } catch (error) {
      recordFailure(sql, row.seq, 'parked', storedError(error))
    }
    requestProjection(sql, row.seq)
  }
  closeCommand(sql, command.seq, nowMs)
}

function decideAndApply(
  sql: SqlStorage,
  row: InboxRow,
  asInput: (input: Input) => Input,
  settings: Settings,
  nowMs: number,
): void {
  const input = asInput(readInput(row))
  const sighting = sightingOf(input)
  const held = sighting ? readHeld(sql, sighting, (key) => readRival(sql, key)) : null
  const decision = decide(held, input, settings, readFacts)
  if (decision.put) writeObject(sql, decision.put)
  if (decision.refetch) insertMessage(sql, { task: 'refetch', ...decision.refetch })
  recordDecision(sql, row, decision, nowMs)
  if (input.kind === 'due') requestProjection(sql, row.seq)
}

function readInput(row: InboxRow): Input {
  if (row.kind === 'event') return readEventInput(row.type, () => parsePayload(row))
  const snapshot = parsePayload(row) as unknown as Parameters<typeof readSnapshotInput>[0]
  return readSnapshotInput({ ...snapshot, key: row.key })
}

function parsePayload(row: InboxRow): JsonObject {
  if (row.payload === null) throw new Error('The payload is gone: retention removed it.')
  return JSON.parse(row.payload) as JsonObject
}

/** A rival of a tie is read again from the inbox; one that retention removed no longer competes. */
function readRival(sql: SqlStorage, key: string): Sighting | null {
  const row = readInboxByKey(sql, key)
  return row?.payload ? sightingOf(readInput(row)) : null
}

/** Capped and without NUL, so that storing an error can never fail. */
function storedError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.replaceAll('\u0000', '').slice(0, 500)
}
