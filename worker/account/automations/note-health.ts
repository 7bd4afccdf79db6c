import type { Endpoint } from '../../domain/delivery/endpoint.ts'
import type { DeliveryReport } from '../../domain/delivery/taken.ts'
import { isToBeDisabled, SLOW_DOWN_SECONDS } from '../../domain/hook/retry-schedule.ts'
import { noticeId } from '../../domain/notice/notice.ts'
import { endpointDisabled, endpointFailing } from '../../domain/notice/notice-words.ts'
import type { Bench } from '../customers/derive.ts'
import { readDocument, writeDocument } from './documents.ts'
import { endNotice, forgetNotice, raiseNotice } from './notices.ts'

/** Before that the owner is not told: receivers are deployed anew, and come back. */
const FAILING_MS = 3_600_000
const FAILING_ATTEMPTS = 5

/** An endpoint that wants no more, or has failed for days, is disabled; what it misses is kept. */
export function noteHealth(
  bench: Bench,
  id: string,
  { outcome, code, reason }: Pick<DeliveryReport, 'outcome' | 'code' | 'reason'>,
): void {
  const { ws, nowMs } = bench
  const endpoint = readDocument<Endpoint>(ws.sql, 'endpoint', id)
  if (!endpoint) return
  const works = outcome === 'sent' || outcome === 'canceled'
  if (works && endpoint.failingSinceMs === null) return
  const failing = { failures: endpoint.failures + 1, failingSinceMs: endpoint.failingSinceMs ?? nowMs }
  const isOver = !works && isToBeDisabled({ outcome: outcome === 'gone' ? 'gone' : 'retry' }, failing, nowMs)
  const why = outcome === 'gone' ? 'It answered 410 Gone.' : 'Nothing but failures came of it for five days.'
  const isDisabled = isOver && endpoint.status === 'enabled'
  writeDocument(ws.sql, 'endpoint', id, {
    ...endpoint,
    ...(works ? { failures: 0, failingSinceMs: null } : failing),
    ...(code === 'slow_down' && { slowUntilMs: nowMs + SLOW_DOWN_SECONDS * 1_000 }),
    ...(isDisabled ? { status: 'disabled', disabledBecause: why } : {}),
  })
  ws.acts.touchDocument('endpoint', id)
  const isLong = failing.failures >= FAILING_ATTEMPTS && nowMs - failing.failingSinceMs >= FAILING_MS
  if (isDisabled) raiseNotice(bench, endpointDisabled(endpoint, why))
  if (works || isDisabled) endNotice(bench, noticeId('endpoint_failing', id))
  else if (isLong && endpoint.status === 'enabled') raiseNotice(bench, endpointFailing(endpoint, reason))
}

/** A person has enabled it: its health begins anew. */
export function beginHealth(bench: Bench, id: string): void {
  for (const kind of ['endpoint_failing', 'endpoint_disabled'] as const) endNotice(bench, noticeId(kind, id))
}

export function forgetHealth(bench: Bench, id: string): void {
  for (const kind of ['endpoint_failing', 'endpoint_disabled'] as const) forgetNotice(bench, noticeId(kind, id))
}
