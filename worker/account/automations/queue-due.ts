import type { Bench } from '../customers/derive.ts'
import { readMetaNumber, writeMeta } from '../meta.ts'
import { listDueDeliveries, listGivenOut, listUnsettled, waitsForAnother, writeDelivery } from './deliveries.ts'

const PER_TURN = 250
/** Up to here all is settled. */
const FLOOR = 'delivery_floor'
/** Longer than a queue needs for a message and its retries. */
const LOST_AFTER_MS = 30 * 60_000

/** One that was settled is under way again, below what is looked through by now. */
export function keepInSight(sql: SqlStorage, number = Number.POSITIVE_INFINITY): void {
  if (number <= readMetaNumber(sql, FLOOR)) writeMeta(sql, FLOOR, number - 1)
}

/** Deliveries whose next attempt is due go to a queue again. */
export function queueDue({ ws, nowMs }: Bench): void {
  for (const { delivery } of listDueDeliveries(ws.sql, nowMs, PER_TURN)) {
    writeDelivery(ws.sql, { ...delivery, nextAttemptAtMs: null, queuedAtMs: nowMs })
    if (!waitsForAnother(ws.sql, delivery)) ws.acts.queueDelivery(delivery.number)
  }
}

/** Those that are not settled yet: D1 hears of them, which costs nothing where it has. */
export function touchLate({ ws, nowMs }: Bench): void {
  for (const { delivery } of listGivenOut(ws.sql, readMetaNumber(ws.sql, FLOOR), nowMs, PER_TURN))
    ws.acts.touchDelivery(delivery.number)
}

/**
 * A message that a queue has lost would never be heard of: what is under way for long goes to the queue again. Whoever
 * gets both does it once.
 */
export function queueLost({ ws, nowMs }: Bench): void {
  const { sql } = ws
  const floor = readMetaNumber(sql, FLOOR)
  for (const { delivery } of listGivenOut(sql, floor, nowMs - LOST_AFTER_MS, PER_TURN)) {
    writeDelivery(sql, { ...delivery, queuedAtMs: nowMs })
    ws.acts.queueDelivery(delivery.number)
  }
  const first = listUnsettled(sql, floor, 1)[0]?.delivery.number
  if (first !== undefined && first - 1 > floor) writeMeta(sql, FLOOR, first - 1)
}
