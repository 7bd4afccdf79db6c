import type { TimelineEntry } from '../../domain/customer.ts'
import { type CustomerRecord, impersonalEntry } from '../../domain/customer-record.ts'
import type { ObjectRef, ObjectType } from '../../domain/stripe-object.ts'
import { requestProjection } from '../inbox.ts'
import { impersonal } from './impersonal.ts'
import { listPages } from './timeline.ts'
import type { Workspace } from './workspace.ts'

/**
 * Takes a person out of what is stored: the payloads of the customer's events and what Stripe's objects say of it.
 * Customers that ended in this one kept nothing (`ended`). What was paid, and that the events were, stays.
 */
export function forgetPerson(ws: Workspace, record: CustomerRecord): void {
  const pages = listPages(ws, record)
  for (const [page, entries] of pages.entries()) ws.putAwayPage(record.id, page, entries.map(impersonalEntry))
  const entries = [...pages.flat(), ...record.timeline]
  forgetEvents(ws.sql, record, entries)
  for (const { objectType, objectId } of objectsOf(ws.sql, Object.keys(record.payers))) {
    const held = ws.object(objectType, objectId)
    if (!held) continue
    const winner = { ...held.winner, object: impersonal(objectType, held.winner.object), previous: null }
    ws.putObject({ objectType, objectId, winner, contenders: [winner] })
  }
}

/** Whatever it was about: an event that no rule reads may say who it is. One that waits is seen to when it is decided. */
function forgetEvents(sql: SqlStorage, record: CustomerRecord, entries: TimelineEntry[]): void {
  const keys = entries.flatMap((entry) => (entry.kind === 'event' ? [entry.event] : []))
  const rows = sql.exec<{ seq: number }>(
    `UPDATE inbox SET payload = NULL, changes = '[]', notes = ?4, rev = rev + 1
     WHERE kind = 'event' AND outcome <> 'pending' AND (customer_id = ?1
       OR stripe_customer_id IN (SELECT value FROM json_each(?2)) OR key IN (SELECT value FROM json_each(?3)))
     RETURNING seq`,
    record.id,
    JSON.stringify(Object.keys(record.payers)),
    JSON.stringify(keys),
    JSON.stringify(['Personal data of its customer was erased on request.']),
  )
  for (const { seq } of rows.toArray()) requestProjection(sql, seq)
}

/** All that is held of Stripe customers. It reads every object, which is rarely asked for, and by hand. */
function objectsOf(sql: SqlStorage, payerIds: string[]): ObjectRef[] {
  return sql
    .exec<{ type: string; id: string }>(
      `WITH owned AS (
         SELECT type, id FROM objects WHERE type IN ('subscription', 'invoice', 'charge')
           AND COALESCE(body ->> '$.customer.id', body ->> '$.customer') IN (SELECT value FROM json_each(?1)))
       SELECT type, id FROM owned
       UNION ALL SELECT type, id FROM objects WHERE type = 'customer' AND id IN (SELECT value FROM json_each(?1))
       UNION ALL SELECT type, id FROM objects WHERE type = 'dispute'
         AND COALESCE(body ->> '$.charge.id', body ->> '$.charge') IN (SELECT id FROM owned WHERE type = 'charge')`,
      JSON.stringify(payerIds),
    )
    .toArray()
    .map(({ type, id }) => ({ objectType: type as ObjectType, objectId: id }))
}
