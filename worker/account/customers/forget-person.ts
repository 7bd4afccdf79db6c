import type { TimelineEntry } from '../../domain/customer.ts'
import { type CustomerRecord, payersOf } from '../../domain/customer-record.ts'
import type { JsonObject } from '../../domain/json.ts'
import { requestProjection } from '../inbox.ts'
import { listPages } from './timeline.ts'
import type { Workspace } from './workspace.ts'

/**
 * Takes a person out of what is stored: the payloads of the customer's events and what the Stripe customer says. What was
 * paid, and that the events were, stays.
 */
export function forgetPerson(ws: Workspace, record: CustomerRecord): void {
  const { sql } = ws
  const pages = listPages(sql, record.id)
  for (const [page, entries] of pages.entries()) ws.putAwayPage(record.id, page, entries.map(impersonalEntry))
  for (const entry of [...pages.flat(), ...record.timeline]) {
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
    ws.markDirty('object', `customer ${id}`)
  }
}

/** That something changed stays; from what to what may be personal. */
export function impersonalEntry(entry: TimelineEntry): TimelineEntry {
  return entry.kind === 'change' ? { ...entry, changes: [] } : entry
}

const IMPERSONAL = ['id', 'object', 'created', 'currency', 'delinquent', 'livemode', 'deleted']

function impersonal(customer: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(customer).filter(([key]) => IMPERSONAL.includes(key)))
}
