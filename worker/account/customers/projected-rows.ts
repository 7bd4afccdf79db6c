import type { Movement, TimelineEntry } from '../../domain/customer.ts'
import { termsOf } from '../../domain/customer-terms.ts'
import type { CustomerProjection, MrrDay, upsertUnmatched } from '../../readmodel/write-customers.ts'
import { readCustomerRow, readLinkRow, readPage } from './rows.ts'
import type { TallyRow } from './tallies.ts'
import { unmatchedBody } from './waiting.ts'

export type UnmatchedProjection = Parameters<typeof upsertUnmatched>[2][number]

export interface PageProjection {
  customerId: string
  page: number
  entries: TimelineEntry[]
}

export interface MovementProjection extends Movement {
  customerId: string
  seq: number
  /** Whose it was until it moved. */
  formerCustomerId?: string
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

export function projectionOfLink(sql: SqlStorage, id: string): UnmatchedProjection | null {
  const link = readLinkRow(sql, id)
  if (!link) return null
  const { rev } = sql.exec<{ rev: number }>('SELECT rev FROM payers WHERE id = ?1', id).one()
  const number = link.waiting?.number ?? 0
  return { stripeCustomerId: id, number, rev, open: link.state === 'waiting', body: unmatchedBody(link) }
}

export function projectionOfPage(sql: SqlStorage, key: string): PageProjection | null {
  const [customerId = '', page = ''] = key.split(' ')
  const entries = readPage(sql, customerId, page)
  return entries && { customerId, page: Number(page), entries }
}

/** `key`: its seq and whose it was. */
export function projectionOfMoved(sql: SqlStorage, key: string): MovementProjection | null {
  const [seq, formerCustomerId] = key.split(' ')
  const row = sql.exec('SELECT * FROM movements WHERE seq = ?1', Number(seq)).toArray()[0]
  return row && formerCustomerId ? { ...rowToMovement(row), formerCustomerId } : null
}

export function listMovements(sql: SqlStorage, afterSeq: number, limit: number): MovementProjection[] {
  return sql
    .exec('SELECT * FROM movements WHERE seq > ?1 ORDER BY seq LIMIT ?2', afterSeq, limit)
    .toArray()
    .map(rowToMovement)
}

function rowToMovement(row: Record<string, SqlStorageValue>): MovementProjection {
  return {
    seq: row.seq as number,
    customerId: row.customer_id as string,
    at: row.at as number,
    kind: row.kind as Movement['kind'],
    currency: row.currency as string,
    amount: row.amount as number,
    input: row.input as string,
  }
}

/** Movements are counted by `mrr|2026-11-22|usd|new`. */
export const DAY_PREFIX = 'mrr|'

export function dayOf({ name, n, times, rev }: TallyRow): MrrDay {
  const [, day = '', currency = '', kind = ''] = name.split('|')
  return { day, currency, kind: kind as MrrDay['kind'], amount: n, movements: times, rev }
}
