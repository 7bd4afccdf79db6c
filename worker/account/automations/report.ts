import { type Delivery, SETTLED } from '../../domain/delivery/delivery.ts'
import { afterAttempt } from '../../domain/delivery/retry.ts'
import { CONSUMER_FAILED, type DeliveryReport } from '../../domain/delivery/taken.ts'
import type { Bench } from '../customers/derive.ts'
import { living } from '../customers/living.ts'
import { readDeliveryById, writeDelivery } from './deliveries.ts'
import { noteHealth } from './note-health.ts'
import { noteAttempt } from './note-outcome.ts'
import { leftUnknown, settle } from './settle.ts'

const ATTEMPTS_KEPT = 20

/** Keeps what became of an attempt. One that is settled already stays as it is: a consumer may report twice. */
export function reportDelivery(bench: Bench, report: DeliveryReport): void {
  const { ws, nowMs } = bench
  const before = readDeliveryById(ws.sql, report.id)?.delivery
  if (!before) return
  // Nobody knew whether it left; now somebody does.
  const isFound = before.status === 'failed' && before.code === 'unknown' && report.outcome === 'sent'
  if (SETTLED.includes(before.status) && !isFound) return
  const isOurs = report.code === CONSUMER_FAILED
  const delivery: Delivery = {
    ...before,
    ...{ transport: report.transport ?? before.transport, providerId: report.providerId ?? before.providerId },
    to: report.message?.to ?? before.to,
    ...(report.language !== undefined && { language: report.language }),
    attempts: [...before.attempts, { ...report.attempt, atMs: nowMs }].slice(-ATTEMPTS_KEPT),
  }
  if (delivery.endpoint && !isOurs) noteHealth(bench, delivery.endpoint, report)
  const message = report.message ?? undefined
  const told = { code: report.code, reason: report.reason }
  switch (report.outcome) {
    case 'sent':
      noteMarketing(bench, delivery, report)
      settle(bench, delivery, { status: delivery.channel === 'mail' ? 'sent' : 'delivered', ...told }, message)
      break
    case 'held':
    case 'canceled':
      settle(bench, delivery, { status: 'skipped', ...told }, message)
      break
    case 'retry':
      // Whoever sent it was lost, so it may have left.
      if (isOurs && before.status === 'sending') leftUnknown(bench, delivery)
      else retryLater(bench, delivery, report)
      break
    default:
      settle(bench, delivery, { status: 'failed', ...told }, message)
  }
}

function retryLater(bench: Bench, delivery: Delivery, report: DeliveryReport): void {
  const { code, reason, afterSeconds } = report
  const { ws, nowMs } = bench
  const delayMs = afterAttempt(delivery, { code, afterSeconds })
  if (delayMs === null) {
    settle(bench, delivery, {
      status: 'failed',
      code: code ?? 'exhausted',
      reason: `${reason ?? ''} It was not tried again.`.trim(),
    })
    return
  }
  writeDelivery(
    ws.sql,
    { ...delivery, status: 'queued', code, reason, nextAttemptAtMs: nowMs + delayMs },
    report.message ?? undefined,
  )
  ws.acts.touchDelivery(delivery.number)
  noteAttempt(bench, delivery, reason)
}

function noteMarketing({ ws, nowMs }: Bench, { customerId }: Delivery, report: DeliveryReport): void {
  const record = report.isMarketing && customerId ? living({ ws }, customerId) : null
  if (record) ws.putCustomer({ ...record, lastMarketingMs: nowMs }, true)
}
