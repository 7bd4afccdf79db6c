import type { Movement, TimelineEntry } from '../../domain/customer.ts'
import { termsOf } from '../../domain/customer-terms.ts'
import type { Tenant } from '../../domain/ids.ts'
import type { ObjectRef, ObjectType } from '../../domain/stripe-object.ts'
import {
  type CustomerProjection,
  type MrrDay,
  upsertCustomers,
  upsertMovements,
  upsertMrrDays,
  upsertSettings,
  upsertTallies,
  upsertTimelinePages,
  upsertUnmatched,
} from '../../readmodel/write-customers.ts'
import type { InboxRow } from '../inbox.ts'
import { readMetaNumber, writeMeta } from '../meta.ts'
import type { Snapshot } from '../rpc.ts'
import { dirtyRules } from '../rules.ts'
import { readRecompute } from './recompute-state.ts'
import { readCustomerRow, readLinkRow } from './rows.ts'
import { payerIdIn } from './take-sighting.ts'
import { dirtyTallies, markTalliesProjected, type TallyRow } from './tallies.ts'
import { unmatchedBody } from './waiting.ts'

/** What leaves the object about customers with one D1 transaction. */
export interface CustomerFlush {
  customers: CustomerProjection[]
  unmatched: Parameters<typeof upsertUnmatched>[2]
  pages: { customerId: string; page: number; entries: TimelineEntry[] }[]
  movements: (Movement & { customerId: string; seq: number })[]
  tallies: TallyRow[]
  rules: ReturnType<typeof dirtyRules>
  /** Rows of `dirty` that are clean after it. */
  dirty: { kind: string; id: string }[]
}

const DIRTY_PER_BATCH = 500
const MOVEMENTS_PER_BATCH = 2_000

export function collectCustomers(sql: SqlStorage, rows: readonly InboxRow[]): CustomerFlush {
  const dirty = sql.exec<{ kind: string; id: string }>('SELECT kind, id FROM dirty LIMIT ?1', DIRTY_PER_BATCH).toArray()
  const ofKind = (kind: string): string[] => dirty.filter((row) => row.kind === kind).map(({ id }) => id)
  const ids = [
    ...rows.flatMap((row) => customersOf(sql, row)),
    ...ofKind('customer'),
    ...(readRecompute(sql)?.pending ?? []),
  ]
  return {
    customers: [...new Set(ids)].flatMap((id) => projectionOfCustomer(sql, id) ?? []),
    unmatched: ofKind('payer').flatMap((id) => projectionOfLink(sql, id) ?? []),
    pages: ofKind('page').flatMap((id) => readPage(sql, id) ?? []),
    movements: [
      ...ofKind('movement').flatMap((seq) => readMovements(sql, Number(seq), Number(seq), 1)),
      ...readMovements(sql, readMetaNumber(sql, 'movement_projected_seq') + 1, null, MOVEMENTS_PER_BATCH),
    ],
    tallies: dirtyTallies(sql),
    rules: dirtyRules(sql),
    dirty,
  }
}

export function isEmpty({ customers, unmatched, pages, movements, tallies, rules, dirty }: CustomerFlush): boolean {
  return !rules && [customers, unmatched, pages, movements, tallies, dirty].every(({ length }) => length === 0)
}

export function customerStatements(db: D1Database, tenant: Tenant, flush: CustomerFlush): D1PreparedStatement[] {
  const days = flush.tallies.filter(({ name }) => name.startsWith(DAY_PREFIX))
  const counts = flush.tallies.filter(({ name }) => !name.startsWith(DAY_PREFIX))
  return [
    ...upsertCustomers(db, tenant, flush.customers),
    ...upsertUnmatched(db, tenant, flush.unmatched),
    ...upsertTimelinePages(db, tenant, flush.pages),
    ...upsertMovements(db, tenant, flush.movements),
    ...upsertMrrDays(db, tenant, days.map(dayOf)),
    ...upsertTallies(
      db,
      tenant,
      counts.map(({ name, n, rev }) => ({ name, n, rev })),
    ),
    ...(flush.rules ? upsertSettings(db, tenant, flush.rules) : []),
  ]
}

/** Something that changed again while D1 was written is dirty again, and stays so. */
export function commitCustomers(sql: SqlStorage, flush: CustomerFlush): void {
  for (const { kind, id } of flush.dirty) {
    if (isCurrent(sql, kind, id, flush)) sql.exec('DELETE FROM dirty WHERE kind = ?1 AND id = ?2', kind, id)
  }
  const last = flush.movements.at(-1)
  if (last && last.seq > readMetaNumber(sql, 'movement_projected_seq'))
    writeMeta(sql, 'movement_projected_seq', last.seq)
  markTalliesProjected(sql, flush.tallies)
  if (flush.rules) writeMeta(sql, 'rules_projected_rev', flush.rules.rev)
}

/** Objects that were changed by a command, not by an input. */
export function dirtyObjects({ dirty }: CustomerFlush): ObjectRef[] {
  return dirty
    .filter(({ kind }) => kind === 'object')
    .map(({ id }) => ({ objectType: id.split(' ')[0] as ObjectType, objectId: id.slice(id.indexOf(' ') + 1) }))
}

/** D1 is to have all of it again; customers themselves are walked by id. */
export function forgetProjected(sql: SqlStorage): void {
  for (const key of ['tally_projected_rev', 'movement_projected_seq', 'rules_projected_rev'] as const)
    writeMeta(sql, key, 0)
  sql.exec("INSERT OR IGNORE INTO dirty (kind, id) SELECT 'page', customer_id || ' ' || page FROM timeline_pages")
  sql.exec("INSERT OR IGNORE INTO dirty (kind, id) SELECT 'payer', id FROM payers WHERE customer_id IS NULL")
}

function isCurrent(sql: SqlStorage, kind: string, id: string, { customers, unmatched }: CustomerFlush): boolean {
  const sent =
    kind === 'customer'
      ? customers.find((row) => row.id === id)
      : unmatched.find(({ stripeCustomerId }) => kind === 'payer' && stripeCustomerId === id)
  return !sent || readRev(sql, kind === 'customer' ? 'customers' : 'payers', id) === sent.rev
}

function readRev(sql: SqlStorage, table: 'customers' | 'payers', id: string): number | undefined {
  return sql.exec<{ rev: number }>(`SELECT rev FROM ${table} WHERE id = ?1`, id).toArray()[0]?.rev
}

/** The customers that an input was about, found again from its row. */
function customersOf(sql: SqlStorage, row: InboxRow): string[] {
  if (row.kind === 'event') return row.customerId === null ? [] : [row.customerId]
  if (row.kind !== 'snapshot' || row.payload === null) return []
  const payers = (JSON.parse(row.payload) as Snapshot[]).flatMap(({ objectType, objectId, object }) => {
    const id = payerIdIn(objectType, objectId, object ?? {})
    return id === null ? [] : [id]
  })
  return [...new Set(payers)].flatMap((id) => readLinkRow(sql, id)?.customerId ?? [])
}

export function projectionOfCustomer(sql: SqlStorage, id: string): CustomerProjection | null {
  const row = readCustomerRow(sql, id)
  if (!row?.record.state) return null
  const { record, rev } = row
  const body = record.state
  if (!body) return null
  return {
    id,
    number: record.number,
    rev,
    mergedInto: record.mergedInto,
    mrr: body.mrr.length > 0 ? Math.max(...body.mrr.map(({ amount }) => amount)) : null,
    renewalAt: body.renewal_date === null ? null : Math.floor(Date.parse(body.renewal_date) / 1000),
    terms: record.mergedInto === null ? termsOf(body) : [],
    body,
    timeline: record.timeline,
    timelinePages: record.timelinePages,
  }
}

function projectionOfLink(sql: SqlStorage, id: string): CustomerFlush['unmatched'] {
  const link = readLinkRow(sql, id)
  if (!link) return []
  return [
    {
      stripeCustomerId: id,
      number: link.waiting?.number ?? 0,
      rev: readRev(sql, 'payers', id) ?? 0,
      open: link.state === 'waiting',
      body: unmatchedBody(link),
    },
  ]
}

function readPage(sql: SqlStorage, key: string): CustomerFlush['pages'] {
  const [customerId, page] = key.split(' ')
  return sql
    .exec<{ entries: string }>(
      'SELECT entries FROM timeline_pages WHERE customer_id = ?1 AND page = ?2',
      customerId ?? '',
      Number(page),
    )
    .toArray()
    .map(({ entries }) => ({
      customerId: customerId ?? '',
      page: Number(page),
      entries: JSON.parse(entries) as TimelineEntry[],
    }))
}

function readMovements(
  sql: SqlStorage,
  fromSeq: number,
  upToSeq: number | null,
  limit: number,
): CustomerFlush['movements'] {
  return sql
    .exec<Record<string, SqlStorageValue>>(
      'SELECT * FROM movements WHERE seq >= ?1 AND (?2 IS NULL OR seq <= ?2) ORDER BY seq LIMIT ?3',
      fromSeq,
      upToSeq,
      limit,
    )
    .toArray()
    .map((row) => ({
      seq: row.seq as number,
      customerId: row.customer_id as string,
      at: row.at as number,
      kind: row.kind as Movement['kind'],
      currency: row.currency as string,
      amount: row.amount as number,
      input: row.input as string,
    }))
}

/** Movements are counted by `mrr|2026-11-22|usd|new`. */
const DAY_PREFIX = 'mrr|'

function dayOf({ name, n, times, rev }: TallyRow): MrrDay {
  const [, day = '', currency = '', kind = ''] = name.split('|')
  return { day, currency, kind: kind as MrrDay['kind'], amount: n, movements: times, rev }
}
