import { type Decision, decide, type Input, type Settings, sightingOf } from '../domain/decide.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Sighting } from '../domain/ordering.ts'
import { readFacts } from '../stripe/normalise/facts.ts'
import { formerInput, readEventInput, readSnapshotInput } from '../stripe/sighting.ts'
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
import { snapshotsOf } from './inputs.ts'
import { readMetaNumber, writeMeta } from './meta.ts'
import { holdsObject, readHeld, writeObject } from './objects.ts'
import { insertMessage } from './outbox.ts'
import { countUses } from './price-uses.ts'
import { dropOverduePayload } from './retention.ts'
import type { Snapshot } from './rpc.ts'
import { type DueItem, listDue, schedule, unschedule } from './schedule.ts'

export const DRAIN_LIMIT = 250

/** After the last of these waits a failing input is parked with its error, for a person to replay. */
export const RETRY_DELAYS_MS = [1_000, 5_000, 30_000, 120_000]

/** What a turn needs besides the storage. */
export interface Turn {
  settings: Settings
  nowMs: number
  /** Called for each input that is parked: nobody else would hear of it. */
  onParked: (key: string) => void
}

/**
 * The serial section: decides up to `DRAIN_LIMIT` due retries and new inputs in arrival order. No await, so all of it
 * commits together; each input has a transaction of its own, so that one that throws undoes nothing but itself.
 */
export function drain(storage: DurableObjectStorage, turn: Turn): void {
  const { sql } = storage
  const due = listDue(sql, turn.nowMs, DRAIN_LIMIT)
  for (const item of due) runDue(storage, item, turn)
  const rows = listInbox(sql, readMetaNumber(sql, 'drained_seq'), lastSeq(sql), DRAIN_LIMIT)
  for (const row of rows) {
    if (row.kind === 'command') runCommand(storage, row, turn)
    else run(storage, row, (input) => input, turn)
  }
  const last = rows.at(-1)
  if (last) writeMeta(sql, 'drained_seq', last.seq)
}

function runDue(storage: DurableObjectStorage, item: DueItem, turn: Turn): void {
  unschedule(storage.sql, item.key)
  const row = readInbox(storage.sql, item.seq)
  if (row?.outcome === 'pending') run(storage, row, (input) => ({ kind: 'due', input }), turn)
}

function run(storage: DurableObjectStorage, row: InboxRow, asInput: (input: Input) => Input, turn: Turn): void {
  try {
    storage.transactionSync(() => decideAndApply(storage.sql, row, asInput, turn))
  } catch (error) {
    const delayMs = RETRY_DELAYS_MS[row.attempts]
    recordFailure(storage.sql, row.seq, delayMs === undefined ? 'parked' : 'pending', storedError(error))
    if (delayMs === undefined) turn.onParked(row.key)
    else schedule(storage.sql, `retry:${row.seq}`, row.seq, turn.nowMs + delayMs)
    requestProjection(storage.sql, row.seq)
  }
}

/** A person waits for a replay, so one that fails parks its event at once. */
function runCommand(storage: DurableObjectStorage, command: InboxRow, turn: Turn): void {
  const { sql } = storage
  const row = readInboxByKey(sql, parsePayload(command).event as string)
  if (row) {
    unschedule(sql, `retry:${row.seq}`)
    try {
      const asReplay = (input: Input): Input => ({ kind: 'command', name: 'replay', input })
      storage.transactionSync(() => decideAndApply(sql, row, asReplay, turn))
      dropOverduePayload(sql, row.seq)
    } catch (error) {
      recordFailure(sql, row.seq, 'parked', storedError(error))
      turn.onParked(row.key)
    }
    requestProjection(sql, row.seq)
  }
  closeCommand(sql, command.seq, turn.nowMs)
}

function decideAndApply(sql: SqlStorage, row: InboxRow, asInput: (input: Input) => Input, turn: Turn): void {
  if (row.kind === 'snapshot') {
    const inputs = isFormer(sql, row) ? [] : readSnapshots(row)
    for (const input of inputs) apply(sql, asInput(input), turn)
    recordDecision(sql, row, SNAPSHOTS_TAKEN, turn.nowMs)
    return
  }
  const input = asInput(readEvent(sql, row))
  recordDecision(sql, row, apply(sql, input, turn), turn.nowMs)
  if (input.kind === 'due') requestProjection(sql, row.seq)
}

function apply(sql: SqlStorage, input: Input, turn: Turn): Decision {
  const sighting = sightingOf(input)
  const held = sighting ? readHeld(sql, sighting, (key) => readRival(sql, key)) : null
  const decision = decide(held, input, turn.settings, { readFacts, holds: (ref) => holdsObject(sql, ref) })
  if (decision.put) {
    writeObject(sql, decision.put)
    if (decision.put.objectType === 'subscription') countUses(sql, held?.winner ?? null, decision.put.winner)
  }
  for (const ask of decision.asks) insertMessage(sql, ask)
  return decision
}

/** A page of snapshots tells no story of its own: each object names what set it. */
const SNAPSHOTS_TAKEN = { outcome: 'processed', stale: false, notes: [], changes: [] } as const

function readEvent(sql: SqlStorage, row: InboxRow): Input {
  if (isFormer(sql, row)) return formerInput(row)
  return readEventInput(row, () => parsePayload(row))
}

/** Of a Stripe account that was connected before: it changes nothing any more. */
function isFormer(sql: SqlStorage, { seq }: InboxRow): boolean {
  return seq <= readMetaNumber(sql, 'former_seq')
}

function readSnapshots(row: InboxRow): Input[] {
  const page = parsePayload(row) as unknown as Snapshot[]
  return snapshotsOf(row.key, page).map(readSnapshotInput)
}

function parsePayload(row: InboxRow): JsonObject {
  if (row.payload === null) throw new Error('The payload is gone: retention removed it.')
  return JSON.parse(row.payload) as JsonObject
}

/**
 * A rival of a tie is read again from the inbox; one that retention removed no longer competes. Snapshots that lost need
 * not: they yield to events, and among themselves the last key counts.
 */
function readRival(sql: SqlStorage, key: string): Sighting | null {
  const row = readInboxByKey(sql, key)
  return row?.payload && row.kind === 'event' ? sightingOf(readEvent(sql, row)) : null
}

/** Capped and without NUL, so that storing an error can never fail. */
function storedError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.replaceAll('\u0000', '').slice(0, 500)
}
