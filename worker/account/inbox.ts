import type { EventOutcome } from '../domain/event.ts'
import type { IncomingEvent } from './rpc.ts'

export type InboxKind = 'event' | 'snapshot' | 'command'

export interface InboxRow {
  seq: number
  key: string
  kind: InboxKind
  type: string
  created: number
  receivedAtMs: number
  processedAtMs: number | null
  source: string
  apiVersion: string | null
  objectId: string | null
  stripeCustomerId: string | null
  outcome: EventOutcome
  stale: boolean
  duplicates: number
  attempts: number
  error: string | null
  rev: number
  /** The customer it was about when it was decided. */
  customerId: string | null
  /** JSON text, as it goes on to the read model. */
  notes: string
  changes: string
  /** Ids of runs that it started. */
  runs: string
  payload: string | null
}

type InboxSqlRow = Record<string, SqlStorageValue>

export function rowToInbox(row: InboxSqlRow): InboxRow {
  return {
    seq: row.seq as number,
    key: row.key as string,
    kind: row.kind as InboxKind,
    type: row.type as string,
    created: row.created as number,
    receivedAtMs: row.received_at as number,
    processedAtMs: row.processed_at as number | null,
    source: row.source as string,
    apiVersion: row.api_version as string | null,
    objectId: row.object_id as string | null,
    stripeCustomerId: row.stripe_customer_id as string | null,
    outcome: row.outcome as EventOutcome,
    stale: row.stale === 1,
    duplicates: row.duplicates as number,
    attempts: row.attempts as number,
    error: row.error as string | null,
    rev: row.rev as number,
    customerId: row.customer_id as string | null,
    notes: row.notes as string,
    changes: row.changes as string,
    runs: row.runs as string,
    payload: row.payload as string | null,
  }
}

/** False when the event id is known already; then the redelivery is counted on the first one. */
export function insertEvent(sql: SqlStorage, event: IncomingEvent, nowMs: number): boolean {
  const inserted = insertUnlessKnown(sql, event, nowMs)
  if (!inserted) countDuplicate(sql, event.id)
  return inserted
}

/** An event from Stripe's list: one that is known already was not delivered twice, so nothing is counted. */
export function insertCaughtUp(sql: SqlStorage, event: IncomingEvent, nowMs: number): boolean {
  return insertUnlessKnown(sql, event, nowMs)
}

function insertUnlessKnown(sql: SqlStorage, event: IncomingEvent, nowMs: number): boolean {
  const inserted = sql
    .exec(
      `INSERT INTO inbox (key, kind, type, created, received_at, source, api_version, object_id, stripe_customer_id, payload)
       VALUES (?1, 'event', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (key) DO NOTHING RETURNING seq`,
      event.id,
      event.type,
      event.created,
      nowMs,
      event.source,
      event.apiVersion,
      event.objectId,
      event.stripeCustomerId,
      event.payload,
    )
    .toArray()
  return inserted.length === 1
}

function countDuplicate(sql: SqlStorage, key: string): void {
  const row = sql
    .exec<{ seq: number }>(
      'UPDATE inbox SET duplicates = duplicates + 1, rev = rev + 1 WHERE key = ?1 RETURNING seq',
      key,
    )
    .toArray()[0]
  if (row) requestProjection(sql, row.seq)
}

/** A snapshot or a command: an input that is ours. A key that is there already changes nothing. */
export function insertInput(
  sql: SqlStorage,
  input: {
    key: string
    kind: 'snapshot' | 'command'
    type: string
    created: number
    objectId: string | null
    payload: string
    source: string
  },
  nowMs: number,
): void {
  sql.exec(
    `INSERT INTO inbox (key, kind, type, created, received_at, source, object_id, payload)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (key) DO NOTHING`,
    input.key,
    input.kind,
    input.type,
    input.created,
    nowMs,
    input.source,
    input.objectId,
    input.payload,
  )
}

export function readInbox(sql: SqlStorage, seq: number): InboxRow | null {
  const row = sql.exec('SELECT * FROM inbox WHERE seq = ?1', seq).toArray()[0]
  return row ? rowToInbox(row) : null
}

export function readInboxByKey(sql: SqlStorage, key: string): InboxRow | null {
  const row = sql.exec('SELECT * FROM inbox WHERE key = ?1', key).toArray()[0]
  return row ? rowToInbox(row) : null
}

/** An isolate has 128 MB for all its objects, and an event may be a megabyte. */
const MAX_PAYLOAD_CHARS = 4_000_000

/** In arrival order: at most `limit` rows, and fewer where their payloads are large, but always one. */
export function listInbox(sql: SqlStorage, afterSeq: number, upToSeq: number, limit: number): InboxRow[] {
  return withinBudget(
    sql.exec('SELECT * FROM inbox WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3', afterSeq, upToSeq, limit),
  )
}

/** Rows that D1 is to get although it has had them. CROSS JOIN, so that SQLite never walks the whole inbox instead. */
export function listReprojected(sql: SqlStorage, limit: number): InboxRow[] {
  return withinBudget(
    sql.exec(
      'SELECT inbox.* FROM reprojections CROSS JOIN inbox USING (seq) ORDER BY reprojections.seq LIMIT ?1',
      limit,
    ),
  )
}

/** Reads rows one by one and stops in time, so that what is left is never in memory. */
function withinBudget(cursor: Iterable<InboxSqlRow>): InboxRow[] {
  const rows: InboxRow[] = []
  let chars = 0
  for (const sqlRow of cursor) {
    const row = rowToInbox(sqlRow)
    chars += row.payload?.length ?? 0
    if (chars > MAX_PAYLOAD_CHARS && rows.length > 0) break
    rows.push(row)
  }
  return rows
}

export function lastSeq(sql: SqlStorage): number {
  return sql.exec<{ seq: number }>('SELECT COALESCE(MAX(seq), 0) AS seq FROM inbox').one().seq
}

/** An answer of the API is in the objects now; what it says is not kept twice. */
export function dropSnapshotPayloads(sql: SqlStorage, seqs: readonly number[]): void {
  for (const seq of seqs)
    sql.exec("UPDATE inbox SET payload = NULL WHERE seq = ?1 AND kind = 'snapshot' AND outcome = 'processed'", seq)
}

/** D1 is to get this row again, although it has had it. */
export function requestProjection(sql: SqlStorage, seq: number): void {
  sql.exec('INSERT INTO reprojections (seq) VALUES (?1) ON CONFLICT DO NOTHING', seq)
}
