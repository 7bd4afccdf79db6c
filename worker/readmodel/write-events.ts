import type { EventOutcome } from '../domain/event.ts'
import type { Tenant } from '../domain/ids.ts'
import { jsonChunks, MAX_JSON_CHARS } from './json-chunks.ts'

/** An event as the account object projects it. `rev` grows with every change of the row. */
export interface EventProjection {
  seq: number
  id: string
  type: string
  created: number
  receivedAtMs: number
  processedAtMs: number | null
  apiVersion: string | null
  source: string
  outcome: EventOutcome
  stale: boolean
  duplicates: number
  attempts: number
  error: string | null
  stripeObjectId: string | null
  stripeCustomerId: string | null
  /** Whom it was about when it was decided. */
  customerId: string | null
  rev: number
  /** JSON text of sentences and of Change. */
  notes: string
  changes: string
  /** JSON text of ids. */
  runs: string
  payload: string | null
}

/** The name of each column and of the value that fills it. */
const COLUMNS = {
  seq: 'seq',
  id: 'id',
  type: 'type',
  created: 'created',
  received_at: 'receivedAtMs',
  processed_at: 'processedAtMs',
  api_version: 'apiVersion',
  source: 'source',
  outcome: 'outcome',
  stale: 'stale',
  duplicates: 'duplicates',
  attempts: 'attempts',
  error: 'error',
  stripe_object_id: 'stripeObjectId',
  stripe_customer_id: 'stripeCustomerId',
  customer_id: 'customerId',
  rev: 'rev',
  notes: 'notes',
  changes: 'changes',
  runs: 'runs',
} as const
const UPDATED = [
  'processed_at',
  'outcome',
  'stale',
  'duplicates',
  'attempts',
  'error',
  'customer_id',
  'rev',
  'notes',
  'changes',
  'runs',
  'payload',
]

/** `?3` holds the rows as JSON; `?4` is the payload of a row too large for that. */
const UPSERT = `
  INSERT INTO events (account_id, mode, ${Object.keys(COLUMNS).join(', ')}, payload)
  SELECT ?1, ?2, ${Object.values(COLUMNS)
    .map((name) => `value ->> '${name}'`)
    .join(', ')}, COALESCE(?4, value ->> 'payload')
  FROM json_each(?3) WHERE true
  ON CONFLICT (account_id, mode, seq) DO UPDATE SET ${UPDATED.map((name) => `${name} = excluded.${name}`).join(', ')}
  WHERE excluded.rev > events.rev`

/**
 * Few statements for many events: D1 takes 100 parameters a statement, so rows travel as JSON. Safe to repeat: the same
 * revision again writes nothing, and one that arrives late never overwrites a newer one.
 */
export function upsertEvents(db: D1Database, tenant: Tenant, events: EventProjection[]): D1PreparedStatement[] {
  const upsert = db.prepare(UPSERT)
  const rows = events.map((event) => ({ event, json: rowJson(event, event.payload) }))
  const large = rows.filter(({ json }) => json.length > MAX_JSON_CHARS)
  const small = rows.filter(({ json }) => json.length <= MAX_JSON_CHARS).map(({ json }) => json)
  return [
    ...jsonChunks(small).map((json) => upsert.bind(tenant.accountId, tenant.mode, json, null)),
    ...large.map(({ event }) => upsert.bind(tenant.accountId, tenant.mode, `[${rowJson(event, null)}]`, event.payload)),
  ]
}

function rowJson(event: EventProjection, payload: string | null): string {
  return JSON.stringify({ ...event, stale: Number(event.stale), payload })
}

/** Takes the payloads of a range of events out; their story stays. */
export function prunePayloads(db: D1Database, tenant: Tenant, afterSeq: number, upToSeq: number): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE events SET payload = NULL
       WHERE account_id = ?1 AND mode = ?2 AND seq > ?3 AND seq <= ?4 AND outcome NOT IN ('pending', 'parked')`,
    )
    .bind(tenant.accountId, tenant.mode, afterSeq, upToSeq)
}

/** Takes a range of events out whole; what is parked stays. */
export function deleteEvents(db: D1Database, tenant: Tenant, afterSeq: number, upToSeq: number): D1PreparedStatement {
  return db
    .prepare(
      `DELETE FROM events
       WHERE account_id = ?1 AND mode = ?2 AND seq > ?3 AND seq <= ?4 AND outcome NOT IN ('pending', 'parked')`,
    )
    .bind(tenant.accountId, tenant.mode, afterSeq, upToSeq)
}
