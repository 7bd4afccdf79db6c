import type { TimelineEntry } from '../../domain/customer.ts'
import { type CustomerRecord, payersOf } from '../../domain/customer-record.ts'
import type { JsonObject } from '../../domain/json.ts'
import { requestProjection } from '../inbox.ts'
import type { Workspace } from './workspace.ts'

/**
 * Takes a person out of what is stored: the payloads of the customer's events and what the Stripe customer says. What was
 * paid, and that the events were, stays.
 */
export function forgetPerson(ws: Workspace, record: CustomerRecord): void {
  const { sql } = ws
  for (const entry of [...pagesOf(sql, record.id), ...record.timeline]) {
    if (entry.kind !== 'event') continue
    const rows = sql
      .exec<{ seq: number }>(
        `UPDATE inbox SET payload = NULL, changes = '[]', notes = ?2, rev = rev + 1
         WHERE key = ?1 AND outcome <> 'pending' RETURNING seq`,
        entry.event,
        JSON.stringify(['Personal data of its customer was erased on request.']),
      )
      .toArray()
    for (const { seq } of rows) requestProjection(sql, seq)
  }
  for (const { id } of payersOf(record)) {
    const held = ws.object('customer', id)
    if (!held) continue
    const object = impersonal(held.winner.object)
    const winner = { ...held.winner, object, previous: null }
    ws.putObject({ objectType: 'customer', objectId: id, winner, contenders: [winner] })
    ws.markDirty('customer', record.id)
  }
}

const IMPERSONAL = ['id', 'object', 'created', 'currency', 'delinquent', 'livemode', 'deleted']

function impersonal(customer: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(customer).filter(([key]) => IMPERSONAL.includes(key)))
}

function pagesOf(sql: SqlStorage, customerId: string): TimelineEntry[] {
  return sql
    .exec<{ entries: string }>('SELECT entries FROM timeline_pages WHERE customer_id = ?1', customerId)
    .toArray()
    .flatMap(({ entries }) => JSON.parse(entries) as TimelineEntry[])
}
