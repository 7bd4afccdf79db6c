import type { Automation } from '../../domain/automation/automation.ts'
import type { Delivery, DeliveryStatus } from '../../domain/delivery/delivery.ts'
import { noticeId } from '../../domain/notice/notice.ts'
import { automationPaused, mailsFailing } from '../../domain/notice/notice-words.ts'
import type { Bench } from '../customers/derive.ts'
import { isFailedInARow } from './deliveries.ts'
import { readDocument } from './documents.ts'
import { keepAutomation } from './keep-automation.ts'
import { endNotice, isNoticeOpen, raiseNotice } from './notices.ts'

/** How a delivery ended. */
export interface Outcome {
  status: DeliveryStatus
  code: string | null
  reason: string | null
}

/** What the end of a delivery says of its automation, and of the way that mails take. */
export function noteOutcome(bench: Bench, { channel, run }: Pick<Delivery, 'channel' | 'run'>, as: Outcome): void {
  if (run) noteAutomation(bench, run.automation, as)
  if (channel === 'mail') noteMail(bench, as)
}

/** It ended otherwise than was counted. */
export function forgetOutcome({ ws }: Bench, { run, status }: Pick<Delivery, 'run' | 'status'>): void {
  ws.tally(`deliveries:${status}`, -1)
  if (run) ws.tally(`sent:${run.automation}:${status}`, -1)
}

const MANY_FAILURES = 20

/** An automation whose deliveries fail one after the other is paused: whoever owns it has to look. */
function noteAutomation(bench: Bench, id: string, as: Outcome): void {
  const { ws, nowMs } = bench
  ws.tally(`sent:${id}:${as.status}`, 1)
  const automation = readDocument<Automation>(ws.sql, 'automation', id)
  const failures = as.status === 'failed' ? (automation?.failures ?? 0) + 1 : 0
  if (!automation || as.status === 'skipped' || failures === automation.failures) return
  const isTooMuch = failures >= MANY_FAILURES && automation.status === 'on'
  const why = `Its last ${MANY_FAILURES} deliveries failed. ${as.reason ?? ''}`.trim()
  const paused = { status: 'paused' as const, onSinceMs: null, pausedBecause: why, updatedAtMs: nowMs }
  keepAutomation(bench, { ...automation, failures, ...(isTooMuch && paused) })
  if (isTooMuch) raiseNotice(bench, automationPaused(automation, why))
}

const MAILS_FAILING = noticeId('mails_failing', null)
/** After these no mail goes out before a person has done something. */
const NO_WAY = ['no_transport', 'no_sender', 'transport_unauthorized', 'transport_misconfigured', 'sender_refused']
const FAILED_IN_A_ROW = 5

function noteMail(bench: Bench, { status, code, reason }: Outcome): void {
  if (status === 'sent') endNotice(bench, MAILS_FAILING)
  if (status !== 'failed') return
  if (NO_WAY.includes(code ?? '') || isFailedInARow(bench.ws.sql, FAILED_IN_A_ROW)) noteMailsFailing(bench, reason)
}

/** Three quarters of an hour of a mail that is tried again and again. */
const LONG_ATTEMPTS = 5

export function noteAttempt(bench: Bench, { channel, attempts }: Delivery, reason: string | null): void {
  if (channel === 'mail' && attempts.length >= LONG_ATTEMPTS) noteMailsFailing(bench, reason)
}

/** It tells of the first that failed: the others would only say it again. */
function noteMailsFailing(bench: Bench, reason: string | null): void {
  if (!isNoticeOpen(bench, MAILS_FAILING)) raiseNotice(bench, mailsFailing(reason))
}
