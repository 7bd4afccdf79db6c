import type { Facts } from '../../domain/automation/conditions.ts'
import type { Occurrence } from '../../domain/automation/occurrence.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import { isoOfMs } from '../../domain/times.ts'
import type { Bench } from '../customers/derive.ts'
import { readInboxByKey } from '../inbox.ts'

/** What conditions may ask of a customer and of what happened to it. */
export function factsOf({ ws, nowMs }: Bench, record: CustomerRecord, occurrence: Occurrence): Facts {
  if (!record.state) throw new Error(`Customer ${record.id} was not derived yet.`)
  return { customer: record.state, event: eventValues(ws.sql, occurrence), nowMs }
}

/** `event.…`: what happened, and below `data` the object of Stripe's event, as long as its payload is kept. */
export function eventValues(sql: SqlStorage, { trigger, event, atMs, data }: Occurrence): JsonObject {
  const payload = event === null ? null : stripeEvent(sql, event)
  const object = isJsonObject(payload?.data) ? payload.data.object : null
  const type = typeof payload?.type === 'string' ? payload.type : null
  return {
    ...data,
    ...{ id: event, type, trigger, created_at: isoOfMs(atMs), data: object ?? {} },
  }
}

export function stripeEvent(sql: SqlStorage, id: string): JsonObject | null {
  const payload = readInboxByKey(sql, id)?.payload
  const event: unknown = payload ? JSON.parse(payload) : null
  return isJsonObject(event) ? event : null
}
