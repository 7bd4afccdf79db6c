import type { TimelineEntry, UnmatchedReason } from '../../domain/customer.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import type { Payer } from '../../domain/payer.ts'

/** A customer's row; `rev` grows with every write, so that a late projection never wins. */
export interface CustomerRow {
  record: CustomerRecord
  rev: number
}

/** Whose a Stripe customer is. While it is nobody's, what is known of it is kept here. */
export interface PayerLink {
  stripeCustomerId: string
  customerId: string | null
  state: 'linked' | 'waiting' | 'nobody' | 'ignored'
  waiting: Waiting | null
}

export interface Waiting {
  payer: Payer
  /** Order of appearance; 0 for what is in no queue. */
  number: number
  reason: UnmatchedReason
  candidates: string[]
  userId: string | null
  sinceMs: number
  /** Events that take effect once it is linked: inbox seq and id, the newest last. */
  events: { seq: number; id: string; type: string; at: number }[]
}

export function readCustomerRow(sql: SqlStorage, id: string): CustomerRow | null {
  const row = sql.exec<{ rev: number; body: string }>('SELECT rev, body FROM customers WHERE id = ?1', id).toArray()[0]
  return row ? { rev: row.rev, record: JSON.parse(row.body) as CustomerRecord } : null
}

/** Naming an indexed column in an update writes its index entry anew, so what is due is named only when it differs. */
export function writeCustomerRow(sql: SqlStorage, record: CustomerRecord): void {
  const { id, number, dueAtMs } = record
  const body = JSON.stringify(record)
  const kept = sql.exec(
    'UPDATE customers SET rev = rev + 1, body = ?3 WHERE id = ?1 AND due_at IS ?2 RETURNING rev',
    id,
    dueAtMs,
    body,
  )
  if (kept.toArray().length > 0) return
  sql.exec(
    `INSERT INTO customers (id, rev, due_at, body, number) VALUES (?1, 1, ?2, ?3, ?4)
     ON CONFLICT (id) DO UPDATE SET rev = customers.rev + 1, due_at = excluded.due_at, body = excluded.body`,
    id,
    dueAtMs,
    body,
    number,
  )
}

/**
 * Those behind the customer `after`, for work on everybody. In order of their numbers: the read model keeps neighbours
 * together, and a term that many of them get costs it few rows.
 */
export function listCustomerIds(sql: SqlStorage, after: string, limit: number): string[] {
  return sql
    .exec<{ id: string }>(
      `SELECT id FROM customers WHERE number > coalesce((SELECT number FROM customers WHERE id = ?1), -1)
       ORDER BY number LIMIT ?2`,
      after,
      limit,
    )
    .toArray()
    .map(({ id }) => id)
}

/** Whose time has come. */
export function listDueCustomers(sql: SqlStorage, nowMs: number, limit: number): string[] {
  return sql
    .exec<{ id: string }>('SELECT id FROM customers WHERE due_at <= ?1 ORDER BY due_at LIMIT ?2', nowMs, limit)
    .toArray()
    .map(({ id }) => id)
}

export function nextCustomerDueAtMs(sql: SqlStorage): number | null {
  const next = sql.exec<{ due_at: number }>(
    'SELECT due_at FROM customers WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1',
  )
  return next.toArray()[0]?.due_at ?? null
}

export function readLinkRow(sql: SqlStorage, stripeCustomerId: string): PayerLink | null {
  const row = sql
    .exec<{ id: string; customer_id: string | null; state: string; waiting: string | null }>(
      'SELECT id, customer_id, state, waiting FROM payers WHERE id = ?1',
      stripeCustomerId,
    )
    .toArray()[0]
  if (!row) return null
  return {
    stripeCustomerId: row.id,
    customerId: row.customer_id,
    state: row.state as PayerLink['state'],
    waiting: row.waiting === null ? null : (JSON.parse(row.waiting) as Waiting),
  }
}

export function writeLinkRow(sql: SqlStorage, link: PayerLink): void {
  sql.exec(
    `INSERT INTO payers (id, customer_id, state, rev, waiting) VALUES (?1, ?2, ?3, 1, ?4)
     ON CONFLICT (id) DO UPDATE SET customer_id = excluded.customer_id, state = excluded.state, rev = payers.rev + 1,
       waiting = excluded.waiting`,
    link.stripeCustomerId,
    link.customerId,
    link.state,
    link.waiting === null ? null : JSON.stringify(link.waiting),
  )
}

/** Stripe customers that are nobody's, by id. */
export function listUnlinked(sql: SqlStorage, after: string, limit: number): string[] {
  return sql
    .exec<{ id: string }>(
      'SELECT id FROM payers WHERE customer_id IS NULL AND id > ?1 ORDER BY id LIMIT ?2',
      after,
      limit,
    )
    .toArray()
    .map(({ id }) => id)
}

/** Stripe customers that wait for a person, by id. */
export function listWaiting(sql: SqlStorage, limit: number): string[] {
  return sql
    .exec<{ id: string }>("SELECT id FROM payers WHERE state = 'waiting' ORDER BY id LIMIT ?1", limit)
    .toArray()
    .map(({ id }) => id)
}

/** A few are enough: more than one says that it is ambiguous. */
const SAME_KEY = 5

export function readKey(sql: SqlStorage, kind: string, value: string): string[] {
  return sql
    .exec<{ customer_id: string }>(
      'SELECT customer_id FROM customer_keys WHERE kind = ?1 AND value = ?2 ORDER BY customer_id LIMIT ?3',
      kind,
      value,
      SAME_KEY,
    )
    .toArray()
    .map(({ customer_id }) => customer_id)
}

export function addKey(sql: SqlStorage, kind: string, value: string, customerId: string): void {
  sql.exec(
    'INSERT INTO customer_keys (kind, value, customer_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING',
    kind,
    value,
    customerId,
  )
}

export function removeKey(sql: SqlStorage, kind: string, value: string, customerId: string): void {
  sql.exec('DELETE FROM customer_keys WHERE kind = ?1 AND value = ?2 AND customer_id = ?3', kind, value, customerId)
}

/** `what` is read again once the object comes. */
export function addWait(sql: SqlStorage, objectType: string, objectId: string, what: string): void {
  sql.exec('INSERT INTO waits (type, id, what) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING', objectType, objectId, what)
}

/** In their order behind `after`; they wait no longer. */
export function takeWaits(
  sql: SqlStorage,
  objectType: string,
  objectId: string,
  { after, limit }: { after: string; limit: number },
): string[] {
  const waits = sql
    .exec<{ what: string }>(
      'SELECT what FROM waits WHERE type = ?1 AND id = ?2 AND what > ?3 ORDER BY what LIMIT ?4',
      ...[objectType, objectId, after, limit],
    )
    .toArray()
    .map(({ what }) => what)
  for (const what of waits)
    sql.exec('DELETE FROM waits WHERE type = ?1 AND id = ?2 AND what = ?3', objectType, objectId, what)
  return waits
}

export function readPage(sql: SqlStorage, customerId: string, page: string): TimelineEntry[] | null {
  const row = sql
    .exec<{ entries: string }>(
      'SELECT entries FROM timeline_pages WHERE customer_id = ?1 AND page = ?2',
      customerId,
      Number(page),
    )
    .toArray()[0]
  return row ? (JSON.parse(row.entries) as TimelineEntry[]) : null
}

export function writePage(sql: SqlStorage, customerId: string, page: string, entries: TimelineEntry[]): void {
  sql.exec(
    'INSERT INTO timeline_pages (customer_id, page, entries) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET entries = excluded.entries',
    ...[customerId, Number(page), JSON.stringify(entries)],
  )
}
