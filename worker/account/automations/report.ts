import type { Delivery } from '../../domain/delivery/delivery.ts'
import type { Endpoint } from '../../domain/delivery/endpoint.ts'
import { afterAttempt } from '../../domain/delivery/retry.ts'
import type { DeliveryReport } from '../../domain/delivery/taken.ts'
import { isToBeDisabled } from '../../domain/hook/retry-schedule.ts'
import type { Bench } from '../customers/derive.ts'
import { living } from '../customers/living.ts'
import { readDeliveryById, writeDelivery } from './deliveries.ts'
import { readDocument, writeDocument } from './documents.ts'
import { settle } from './settle.ts'

const ATTEMPTS_KEPT = 20

/** Keeps what became of an attempt. One that is settled already stays as it is: a consumer may report twice. */
export function reportDelivery(bench: Bench, report: DeliveryReport): void {
  const { ws, nowMs } = bench
  const before = readDeliveryById(ws.sql, report.id)?.delivery
  if (!before || (before.status !== 'queued' && before.status !== 'sending')) return
  const delivery: Delivery = {
    ...before,
    ...{ transport: report.transport ?? before.transport, providerId: report.providerId ?? before.providerId },
    to: report.message?.to ?? before.to,
    attempts: [...before.attempts, { ...report.attempt, atMs: nowMs }].slice(-ATTEMPTS_KEPT),
  }
  if (delivery.endpoint) noteHealth(bench, delivery.endpoint, report)
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
      retryLater(bench, delivery, report)
      break
    default:
      settle(bench, delivery, { status: 'failed', ...told }, message)
  }
}

function retryLater(bench: Bench, delivery: Delivery, { code, reason, afterSeconds }: DeliveryReport): void {
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
  writeDelivery(ws.sql, { ...delivery, status: 'queued', code, reason, nextAttemptAtMs: nowMs + delayMs })
  ws.acts.touchDelivery(delivery.number)
}

function noteMarketing({ ws, nowMs }: Bench, { customerId }: Delivery, report: DeliveryReport): void {
  const record = report.isMarketing && customerId ? living({ ws }, customerId) : null
  if (record) ws.putCustomer({ ...record, lastMarketingMs: nowMs }, true)
}

/** An endpoint that wants no more, or has failed for days, is disabled; what it misses is kept. */
function noteHealth({ ws, nowMs }: Bench, id: string, { outcome }: DeliveryReport): void {
  const endpoint = readDocument<Endpoint>(ws.sql, 'endpoint', id)
  if (!endpoint) return
  const works = outcome === 'sent' || outcome === 'canceled'
  if (works && endpoint.failingSinceMs === null) return
  const failing = { failures: endpoint.failures + 1, failingSinceMs: endpoint.failingSinceMs ?? nowMs }
  const isOver = !works && isToBeDisabled({ outcome: outcome === 'gone' ? 'gone' : 'retry' }, failing, nowMs)
  const why = outcome === 'gone' ? 'It answered 410 Gone.' : 'Nothing but failures came of it for five days.'
  writeDocument(ws.sql, 'endpoint', id, {
    ...endpoint,
    ...(works ? { failures: 0, failingSinceMs: null } : failing),
    ...(isOver && endpoint.status === 'enabled' ? { status: 'disabled', disabledBecause: why } : {}),
  })
  ws.acts.touchDocument('endpoint', id)
}
