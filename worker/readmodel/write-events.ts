import type { Change, EventOutcome } from '../domain/event.ts'
import type { Tenant } from '../domain/ids.ts'

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
  rev: number
  notes: string[]
  changes: Change[]
  payload: string | null
}

/** Safe to repeat: the same revision again writes nothing, and one that arrives late never overwrites a newer one. */
export function upsertEvent(db: D1Database, tenant: Tenant, event: EventProjection): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO events (account_id, mode, seq, id, type, created, received_at, processed_at, api_version, source,
         outcome, stale, duplicates, attempts, error, stripe_object_id, stripe_customer_id, rev, notes, changes, payload)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
       ON CONFLICT (account_id, mode, seq) DO UPDATE SET processed_at = excluded.processed_at, outcome = excluded.outcome,
         stale = excluded.stale, duplicates = excluded.duplicates, attempts = excluded.attempts, error = excluded.error,
         rev = excluded.rev, notes = excluded.notes, changes = excluded.changes, payload = excluded.payload
       WHERE excluded.rev > events.rev`,
    )
    .bind(
      tenant.accountId,
      tenant.mode,
      event.seq,
      event.id,
      event.type,
      event.created,
      event.receivedAtMs,
      event.processedAtMs,
      event.apiVersion,
      event.source,
      event.outcome,
      Number(event.stale),
      event.duplicates,
      event.attempts,
      event.error,
      event.stripeObjectId,
      event.stripeCustomerId,
      event.rev,
      JSON.stringify(event.notes),
      JSON.stringify(event.changes),
      event.payload,
    )
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
