import type { Change, EventOutcome, EventSource } from '../domain/event.ts'
import type { Tenant } from '../domain/ids.ts'
import { type CustomerName, readCustomerNames } from './customer-names.ts'
import { type EventSelection, eventCondition } from './event-filter.ts'

/** An event as the read model keeps it. `created` is Stripe's seconds, the other times are ms. */
export interface StoredEvent {
  seq: number
  id: string
  type: string
  mode: Tenant['mode']
  created: number
  receivedAt: number
  processedAt: number | null
  apiVersion: string | null
  source: EventSource
  outcome: EventOutcome
  stale: boolean
  duplicates: number
  attempts: number
  error: string | null
  stripeObjectId: string | null
  stripeCustomerId: string | null
  /** Whom it was about when it was decided. */
  customerId: string | null
  /** That customer as it is now, or the one that took it over. */
  customer: CustomerName | null
  notes: string[]
  changes: Change[]
  /** Ids of runs that it started. */
  runs: string[]
}

export interface EventRow {
  seq: number
  id: string
  type: string
  mode: string
  created: number
  received_at: number
  processed_at: number | null
  api_version: string | null
  source: string
  outcome: string
  stale: number
  duplicates: number
  attempts: number
  error: string | null
  stripe_object_id: string | null
  stripe_customer_id: string | null
  customer_id: string | null
  notes: string
  changes: string
  runs: string
}

const COLUMNS =
  'seq, id, type, mode, created, received_at, processed_at, api_version, source, outcome, stale, duplicates, attempts, error, stripe_object_id, stripe_customer_id, customer_id, notes, changes, runs'

function rowToEvent(row: EventRow, customers: Map<string, CustomerName>): StoredEvent {
  return {
    seq: row.seq,
    id: row.id,
    type: row.type,
    mode: row.mode as Tenant['mode'],
    created: row.created,
    receivedAt: row.received_at,
    processedAt: row.processed_at,
    apiVersion: row.api_version,
    source: row.source as EventSource,
    outcome: row.outcome as EventOutcome,
    stale: row.stale === 1,
    duplicates: row.duplicates,
    attempts: row.attempts,
    error: row.error,
    stripeObjectId: row.stripe_object_id,
    stripeCustomerId: row.stripe_customer_id,
    customerId: row.customer_id,
    customer: customers.get(row.customer_id ?? '') ?? null,
    notes: JSON.parse(row.notes) as string[],
    changes: JSON.parse(row.changes) as Change[],
    runs: JSON.parse(row.runs) as string[],
  }
}

/** Newest arrival first, without payloads; `beforeSeq` is the last event of the page before. */
export async function listEvents(
  db: D1Database,
  tenant: Tenant,
  selection: EventSelection,
  page: { limit: number; beforeSeq: number | null },
): Promise<StoredEvent[]> {
  const { sql, params } = eventCondition(tenant, selection)
  const seq = `?${params.length + 1}`
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM events WHERE ${sql} AND (${seq} IS NULL OR seq < ${seq})
       ORDER BY seq DESC LIMIT ?${params.length + 2}`,
    )
    .bind(...params, page.beforeSeq, page.limit)
    .all<EventRow>()
  return withCustomers(db, tenant, results)
}

async function withCustomers(db: D1Database, tenant: Tenant, rows: EventRow[]): Promise<StoredEvent[]> {
  const ids = rows.map(({ customer_id }) => customer_id).filter((id) => id !== null)
  const customers = await readCustomerNames(db, tenant, ids)
  return rows.map((row) => rowToEvent(row, customers))
}

/** `payload` is the event's JSON text; null once retention has removed it. */
export async function readEvent(
  db: D1Database,
  tenant: Tenant,
  id: string,
): Promise<{ event: StoredEvent; payload: string | null } | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS}, payload FROM events WHERE account_id = ?1 AND mode = ?2 AND id = ?3`)
    .bind(tenant.accountId, tenant.mode, id)
    .first<EventRow & { payload: string | null }>()
  if (!row) return null
  const [event] = await withCustomers(db, tenant, [row])
  return event ? { event, payload: row.payload } : null
}

export async function readLastEvent(db: D1Database, tenant: Tenant): Promise<StoredEvent | null> {
  const [event] = await listEvents(db, tenant, {}, { limit: 1, beforeSeq: null })
  return event ?? null
}

/** When the last event came by webhook, in ms; an event that was caught up says nothing about the endpoint. */
export async function readLastWebhookMs(db: D1Database, tenant: Tenant): Promise<number | null> {
  const row = await db
    .prepare(
      `SELECT received_at FROM events WHERE account_id = ?1 AND mode = ?2 AND source = 'webhook' ORDER BY seq DESC LIMIT 1`,
    )
    .bind(tenant.accountId, tenant.mode)
    .first<{ received_at: number }>()
  return row?.received_at ?? null
}

export async function countEvents(db: D1Database, tenant: Tenant, selection: EventSelection): Promise<number> {
  const { sql, params } = eventCondition(tenant, selection)
  const row = await db
    .prepare(`SELECT count(*) AS n FROM events WHERE ${sql}`)
    .bind(...params)
    .first<{ n: number }>()
  return row?.n ?? 0
}

/** The ids in order of arrival, at most `limit` of them. */
export async function listEventIds(
  db: D1Database,
  tenant: Tenant,
  selection: EventSelection,
  limit: number,
): Promise<string[]> {
  const { sql, params } = eventCondition(tenant, selection)
  const { results } = await db
    .prepare(`SELECT id FROM events WHERE ${sql} ORDER BY seq LIMIT ?${params.length + 1}`)
    .bind(...params, limit)
    .all<{ id: string }>()
  return results.map((row) => row.id)
}
