import type { Automation } from '../../domain/automation/automation.ts'
import type { Delivery, DeliveryStatus, MailMessage } from '../../domain/delivery/delivery.ts'
import type { Bench } from '../customers/derive.ts'
import { firstInLane, laneOf, readDelivery, writeDelivery } from './deliveries.ts'
import { readDocument } from './documents.ts'
import { keepAutomation } from './keep-automation.ts'

/** Ends a delivery; the next one in its lane may go. */
export function settle(
  bench: Bench,
  delivery: Delivery,
  as: { status: DeliveryStatus; code: string | null; reason: string | null },
  message?: MailMessage,
): void {
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
  ws.tally(`deliveries:${as.status}`, 1)
  if (delivery.run) noteOutcome(bench, delivery.run.automation, as)
  if (lane !== null) queueNext(bench, lane)
}

const MANY_FAILURES = 20

/** An automation whose deliveries fail one after the other is paused: whoever owns it has to look. */
function noteOutcome({ ws, nowMs }: Bench, id: string, as: { status: DeliveryStatus; reason: string | null }): void {
  ws.tally(`sent:${id}:${as.status}`, 1)
  const automation = readDocument<Automation>(ws.sql, 'automation', id)
  const failures = as.status === 'failed' ? (automation?.failures ?? 0) + 1 : 0
  if (!automation || as.status === 'skipped' || failures === automation.failures) return
  const isTooMuch = failures >= MANY_FAILURES && automation.status === 'on'
  const why = `Its last ${MANY_FAILURES} deliveries failed. ${as.reason ?? ''}`.trim()
  const paused = { status: 'paused' as const, onSinceMs: null, pausedBecause: why, updatedAtMs: nowMs }
  keepAutomation({ ws }, { ...automation, failures, ...(isTooMuch && paused) })
}

function queueNext({ ws, nowMs }: Bench, lane: string): void {
  const next = firstInLane(ws.sql, lane)
  const delivery = next === null ? null : readDelivery(ws.sql, next)?.delivery
  if (!delivery || delivery.nextAttemptAtMs !== null) return
  writeDelivery(ws.sql, { ...delivery, queuedAtMs: nowMs })
  ws.acts.queueDelivery(delivery.number)
}
