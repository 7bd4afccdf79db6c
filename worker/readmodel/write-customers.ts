import type { Movement, MovementKind, StoredCustomer, TimelineEntry, Unmatched } from '../domain/customer.ts'
import type { Tenant } from '../domain/ids.ts'
import type { Segment } from '../domain/segment.ts'
import type { SettingsPatch } from '../domain/settings.ts'
import { rowStatements } from './json-chunks.ts'
import { writeTerms } from './write-terms.ts'

/** A customer as the account object projects it. `rev` grows with every change of the row. */
export interface CustomerProjection {
  id: string
  /** Order of creation within the tenant; never changes. */
  number: number
  rev: number
  /** Another customer took it over; empty where it belongs to nobody. It is in no list and found by no term. */
  mergedInto: string | null
  /** Minor units of the greatest of its currencies; null where it has none. */
  mrr: number | null
  /** Seconds. */
  renewalAt: number | null
  /** What it is found by, see `termsOf`. */
  terms: string[]
  body: StoredCustomer
  /** The newest entries, oldest first. */
  timeline: TimelineEntry[]
  /** How many full pages came before these. */
  timelinePages: number
}

export interface MrrDay {
  /** `2026-11-22`, UTC. */
  day: string
  currency: string
  kind: MovementKind
  amount: number
  movements: number
  rev: number
}

/** What stands in an index is left out of the update: naming it there would write every index entry anew. */
const UPSERT_CUSTOMERS = `
  INSERT INTO customers (account_id, mode, id, number, rev, merged_into, mrr, renewal_at, terms, body, timeline, timeline_pages)
  SELECT ?1, ?2, value ->> 'id', value ->> 'number', value ->> 'rev', value ->> 'mergedInto', value ->> 'mrr',
    value ->> 'renewalAt', value ->> 'terms', value ->> 'body', value ->> 'timeline', value ->> 'timelinePages'
  FROM json_each(?3) WHERE true
  ON CONFLICT (account_id, mode, id) DO UPDATE SET rev = excluded.rev, terms = excluded.terms, body = excluded.body,
    timeline = excluded.timeline, timeline_pages = excluded.timeline_pages
  WHERE excluded.rev > customers.rev`

/** The rows are there by now: one whose revision is not the stored one came late. */
const updateIndexed = (column: string, name: string): string => `
  INSERT INTO customers (account_id, mode, id, number, rev, ${column}, terms, body)
  SELECT ?1, ?2, value ->> 'id', value ->> 'number', value ->> 'rev', value ->> '${name}', '', '' FROM json_each(?3) WHERE true
  ON CONFLICT (account_id, mode, id) DO UPDATE SET ${column} = excluded.${column}
  WHERE excluded.rev = customers.rev AND excluded.${column} IS NOT customers.${column}`

/**
 * Customers, each at most once, and what they are found by. A customer that is there already costs its row, each sort value
 * that has changed and what `writeTerms` says; the same revision again, and one that arrives late, write nothing.
 */
export function upsertCustomers(db: D1Database, tenant: Tenant, rows: CustomerProjection[]): D1PreparedStatement[] {
  const current = rows.map((row) => (row.mergedInto === null ? row : { ...row, terms: [] }))
  const sorted = current.map(({ body: _body, timeline: _timeline, terms: _terms, ...sorted }) => sorted)
  const whole = current.map((row) => ({ ...row, terms: JSON.stringify(row.terms) }))
  return [
    ...writeTerms(db, tenant, current),
    ...rowStatements(db, tenant, UPSERT_CUSTOMERS, whole),
    ...rowStatements(db, tenant, updateIndexed('mrr', 'mrr'), sorted),
    ...rowStatements(db, tenant, updateIndexed('renewal_at', 'renewalAt'), sorted),
    ...rowStatements(db, tenant, updateIndexed('merged_into', 'mergedInto'), sorted),
  ]
}

/** Full pages of timelines; they change only when personal data is erased from them. */
export function upsertTimelinePages(
  db: D1Database,
  tenant: Tenant,
  rows: { customerId: string; page: number; entries: TimelineEntry[] }[],
): D1PreparedStatement[] {
  const sql = `
    INSERT INTO timeline_pages (account_id, mode, customer_id, page, entries)
    SELECT ?1, ?2, value ->> 'customerId', value ->> 'page', value ->> 'entries' FROM json_each(?3) WHERE true
    ON CONFLICT (account_id, mode, customer_id, page) DO UPDATE SET entries = excluded.entries
    WHERE excluded.entries <> timeline_pages.entries`
  return rowStatements(db, tenant, sql, rows)
}

/** A movement never changes once it was made, but for whose it is: where it moved it is not the former one's any more. */
export function upsertMovements(
  db: D1Database,
  tenant: Tenant,
  rows: (Movement & { customerId: string; seq: number; formerCustomerId?: string })[],
): D1PreparedStatement[] {
  const remove = `
    DELETE FROM movements WHERE account_id = ?1 AND mode = ?2 AND (customer_id, seq) IN (
      SELECT value ->> 'formerCustomerId', value ->> 'seq' FROM json_each(?3))`
  const insert = `
    INSERT INTO movements (account_id, mode, customer_id, seq, at, kind, currency, amount, input)
    SELECT ?1, ?2, value ->> 'customerId', value ->> 'seq', value ->> 'at', value ->> 'kind', value ->> 'currency',
      value ->> 'amount', value ->> 'input'
    FROM json_each(?3) WHERE true ON CONFLICT DO NOTHING`
  const moved = rows.filter(({ formerCustomerId }) => formerCustomerId !== undefined)
  return [...rowStatements(db, tenant, remove, moved), ...rowStatements(db, tenant, insert, rows)]
}

export function upsertMrrDays(db: D1Database, tenant: Tenant, rows: MrrDay[]): D1PreparedStatement[] {
  const sql = `
    INSERT INTO mrr_days (account_id, mode, day, currency, kind, amount, movements, rev)
    SELECT ?1, ?2, value ->> 'day', value ->> 'currency', value ->> 'kind', value ->> 'amount', value ->> 'movements',
      value ->> 'rev'
    FROM json_each(?3) WHERE true
    ON CONFLICT (account_id, mode, day, currency, kind) DO UPDATE SET amount = excluded.amount,
      movements = excluded.movements, rev = excluded.rev
    WHERE excluded.rev > mrr_days.rev`
  return rowStatements(db, tenant, sql, rows)
}

export function upsertTallies(
  db: D1Database,
  tenant: Tenant,
  rows: { name: string; n: number; rev: number }[],
): D1PreparedStatement[] {
  const sql = `
    INSERT INTO tallies (account_id, mode, name, n, rev)
    SELECT ?1, ?2, value ->> 'name', value ->> 'n', value ->> 'rev' FROM json_each(?3) WHERE true
    ON CONFLICT (account_id, mode, name) DO UPDATE SET n = excluded.n, rev = excluded.rev WHERE excluded.rev > tallies.rev`
  return rowStatements(db, tenant, sql, rows)
}

export function upsertUnmatched(
  db: D1Database,
  tenant: Tenant,
  rows: { stripeCustomerId: string; number: number; rev: number; open: boolean; body: Unmatched }[],
): D1PreparedStatement[] {
  const sql = `
    INSERT INTO unmatched (account_id, mode, stripe_customer_id, number, rev, open, body)
    SELECT ?1, ?2, value ->> 'stripeCustomerId', value ->> 'number', value ->> 'rev', value ->> 'open', value ->> 'body'
    FROM json_each(?3) WHERE true
    ON CONFLICT (account_id, mode, stripe_customer_id) DO UPDATE SET number = excluded.number, rev = excluded.rev,
      open = excluded.open, body = excluded.body
    WHERE excluded.rev > unmatched.rev`
  return rowStatements(db, tenant, sql, rows)
}

export function upsertSettings(
  db: D1Database,
  tenant: Tenant,
  settings: { rev: number; changed: SettingsPatch; segments: Segment[]; clockOffsetMs: number },
): D1PreparedStatement[] {
  const sql = `
    INSERT INTO account_settings (account_id, mode, rev, changed, segments, clock_offset_ms)
    SELECT ?1, ?2, value ->> 'rev', value ->> 'changed', value ->> 'segments', value ->> 'clockOffsetMs' FROM json_each(?3) WHERE true
    ON CONFLICT (account_id, mode) DO UPDATE SET rev = excluded.rev, changed = excluded.changed,
      segments = excluded.segments, clock_offset_ms = excluded.clock_offset_ms
    WHERE excluded.rev > account_settings.rev`
  return rowStatements(db, tenant, sql, [settings])
}
