import { type Decision, decide, type Input, sightingOf } from '../domain/decide.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Sighting } from '../domain/ordering.ts'
import { readFacts } from '../stripe/normalise/facts.ts'
import { formerInput, readEventInput, readSnapshotInput } from '../stripe/sighting.ts'
import { attempt } from './attempt.ts'
import { hearEvent } from './automations/hear-event.ts'
import { noteFirstEvent } from './automations/note-connection.ts'
import { workOff } from './automations/start.ts'
import type { Cause } from './customers/cause.ts'
import { forErased, forgetPayload } from './customers/erased-input.ts'
import { followSighting } from './customers/follow.ts'
import type { Followed } from './customers/settle-payer.ts'
import { type Decided, recordDecision, recordError } from './decisions.ts'
import { type InboxRow, readInboxByKey, requestProjection } from './inbox.ts'
import { snapshotsOf } from './inputs.ts'
import { readMetaNumber } from './meta.ts'
import { heldFor } from './objects.ts'
import { insertMessage } from './outbox.ts'
import { usesOf } from './price-uses.ts'
import type { Snapshot } from './rpc.ts'
import { hourOf, type Run } from './turn.ts'

/** Decides one row of the inbox and keeps what came of it; throws where it cannot. */
export function applyRow(run: Run, row: InboxRow, isRetry: boolean): void {
  const { sql } = run.storage
  if (isRetry) requestProjection(sql, row.seq)
  if (row.kind === 'snapshot') {
    applySnapshots(run, row)
    return
  }
  const input = readEvent(sql, row)
  recordEvent(run, row, applyInput(run, row, isRetry ? { kind: 'due', input } : input))
}

export function applyReplay(run: Run, row: InboxRow): void {
  if (row.kind === 'snapshot') applySnapshots(run, row)
  else
    recordEvent(
      run,
      row,
      applyInput(run, row, { kind: 'command', name: 'replay', input: readEvent(run.storage.sql, row) }),
    )
}

function recordEvent(run: Run, row: InboxRow, decided: Decided): void {
  const { storage, ws, nowMs } = run
  recordDecision(storage.sql, row, decided, nowMs)
  forgetPayload(ws, row, decided.customerId)
  if (row.processedAtMs !== null) return
  if (row.source === 'webhook' && !ws.acts.hasHadEvents() && !isFormer(storage.sql, row)) noteFirstEvent(run, row)
  ws.tally(`events:${hourOf(row.receivedAtMs)}`, 1)
  if (decided.outcome === 'unmatched') ws.tally(`unmatched:${hourOf(row.receivedAtMs)}`, 1)
}

/**
 * A page of snapshots tells no story of its own: each object names what set it. One that cannot be decided is left out
 * and named in the log; the page keeps its error.
 */
function applySnapshots(run: Run, row: InboxRow): void {
  const { sql } = run.storage
  const cause: Cause = { kind: 'snapshot', source: row.source }
  recordDecision(sql, row, { outcome: 'processed', stale: false, notes: [], changes: [], customerId: null }, run.nowMs)
  for (const snapshot of isFormer(sql, row) ? [] : snapshotsOf(row.key, parsePayload(row) as Snapshot[])) {
    const error = attempt(run, () => {
      apply(run, readSnapshotInput(snapshot), cause)
      workOff(run)
    })
    if (!error) continue
    run.onParked(`${snapshot.objectType} ${snapshot.objectId}`)
    recordError(sql, row.seq, error)
  }
}

function applyInput(run: Run, row: InboxRow, input: Input): Decided {
  const { seq, key, type, created } = row
  const isFirst = row.processedAtMs === null
  const starts = isFirst || run.ws.acts.keySuffix !== ''
  const { decision, followed } = apply(run, input, { kind: 'event', seq, id: key, type, at: created, isFirst, starts })
  const customerId = followed?.customerId ?? null
  if (starts) hearEvent(run, row, customerId)
  const runs = workOff(run)
  return {
    outcome: followed?.outcome ?? decision.outcome,
    stale: decision.stale,
    notes: [...decision.notes, ...(followed?.notes ?? [])],
    changes: [...decision.changes, ...(followed?.changes ?? [])],
    customerId,
    runs,
  }
}

/** First what the input means for Stripe's object, then what that means for a customer. */
function apply(run: Run, given: Input, cause: Cause): { decision: Decision; followed: Followed | null } {
  const { ws, settings, rules, nowMs } = run
  const input = forErased(ws, given)
  const { sql } = run.storage
  const sighting = sightingOf(input)
  const stored = sighting ? ws.object(sighting.objectType, sighting.objectId) : null
  const held = sighting ? heldFor(stored, sighting, (key) => readRival(sql, key)) : null
  const decision = decide(held, input, settings, {
    readFacts,
    holds: ({ objectType, objectId }) => ws.object(objectType, objectId) !== null,
  })
  if (decision.put) {
    ws.putObject(decision.put)
    if (decision.put.objectType === 'subscription') ws.use(usesOf(stored?.winner ?? null, decision.put.winner))
  }
  for (const ask of decision.asks) insertMessage(sql, ask)
  const winner = decision.put?.winner ?? stored?.winner
  if (!sighting || !winner) return { decision, followed: null }
  const before = decision.put ? (stored?.winner ?? null) : winner
  return { decision, followed: followSighting({ ws, rules, nowMs }, sighting, { before, winner }, cause) }
}

function readEvent(sql: SqlStorage, row: InboxRow): Input {
  if (isFormer(sql, row)) return formerInput(row)
  return readEventInput(row, () => parsePayload(row) as JsonObject)
}

/** Of a Stripe account that was connected before: it changes nothing any more. */
function isFormer(sql: SqlStorage, { seq }: InboxRow): boolean {
  return seq <= readMetaNumber(sql, 'former_seq')
}

function parsePayload(row: InboxRow): unknown {
  if (row.payload === null) throw new Error('The payload is gone: retention removed it.')
  return JSON.parse(row.payload)
}

/**
 * A rival of a tie is read again from the inbox; one that retention removed no longer competes. Snapshots that lost need
 * not: they yield to events, and among themselves the last key counts.
 */
function readRival(sql: SqlStorage, key: string): Sighting | null {
  const row = readInboxByKey(sql, key)
  return row?.payload && row.kind === 'event' ? sightingOf(readEvent(sql, row)) : null
}
