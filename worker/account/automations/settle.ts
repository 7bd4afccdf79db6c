import { type Delivery, type MailMessage, SETTLED } from '../../domain/delivery/delivery.ts'
import type { Bench } from '../customers/derive.ts'
import { firstInLane, laneOf, readDelivery, writeDelivery } from './deliveries.ts'
import { forgetOutcome, noteOutcome, type Outcome } from './note-outcome.ts'

/** Ends a delivery, or says better how it ended; the next one in its lane may go. */
export function settle(bench: Bench, delivery: Delivery, as: Outcome, message?: MailMessage): void {
  const { ws, nowMs } = bench
  const lane = laneOf(delivery)
  writeDelivery(
    ws.sql,
    {
      ...delivery,
      ...{ status: as.status, code: as.code, reason: as.reason, nextAttemptAtMs: null, endedAtMs: nowMs },
      sentAtMs: as.status === 'sent' || as.status === 'delivered' ? nowMs : delivery.sentAtMs,
    },
    message,
  )
  ws.acts.touchDelivery(delivery.number)
  if (SETTLED.includes(delivery.status)) forgetOutcome(bench, delivery)
  ws.tally(`deliveries:${as.status}`, 1)
  noteOutcome(bench, delivery, as)
  if (lane !== null) queueNext(bench, lane)
}

/** It was being sent when whoever sent it was lost: it may have left, and twice is worse than not at all. */
export function leftUnknown(bench: Bench, delivery: Delivery): void {
  settle(bench, delivery, {
    ...{ status: 'failed', code: 'unknown' },
    reason:
      'Nobody can tell whether it left: sending it was interrupted. Look at the provider before you send it again.',
  })
}

function queueNext({ ws, nowMs }: Bench, lane: string): void {
  const next = firstInLane(ws.sql, lane)
  const delivery = next === null ? null : readDelivery(ws.sql, next)?.delivery
  if (!delivery || delivery.nextAttemptAtMs !== null) return
  writeDelivery(ws.sql, { ...delivery, queuedAtMs: nowMs })
  ws.acts.queueDelivery(delivery.number)
}
