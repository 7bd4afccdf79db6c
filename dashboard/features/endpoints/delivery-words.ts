import type { Delivery } from '../../lib/api-types.ts'
import { countOf } from '../../lib/count-words.ts'
import { formatClock } from '../../lib/time.ts'

export type Arrival = 'arrived' | 'waiting' | 'retrying' | 'failed' | 'ended'

export function arrival({ status, attempts }: Pick<Delivery, 'status' | 'attempts'>): Arrival {
  switch (status) {
    case 'sent':
    case 'delivered':
      return 'arrived'
    case 'queued':
    case 'sending':
      return attempts.length > 0 ? 'retrying' : 'waiting'
    case 'failed':
    case 'bounced':
    case 'complained':
      return 'failed'
    default:
      return 'ended'
  }
}

/** `204 in 31 ms`, `503 in 8 ms, 2 attempts, again at 20:04:31`, or why it was not sent. */
export function attemptWords(delivery: Pick<Delivery, 'attempts' | 'reason' | 'next_attempt_at'>): string {
  const { attempts, reason, next_attempt_at: next } = delivery
  const last = attempts.at(-1)
  if (!last) return reason ?? 'Not tried yet.'
  // The detail is a sentence, and goes on here.
  const answer = last.status === null ? last.detail.replace(/\.$/, '') : String(last.status)
  const took = last.status !== null && last.duration_ms !== null ? ` in ${Math.round(last.duration_ms)} ms` : ''
  const tries = attempts.length > 1 ? `, ${countOf(attempts.length, 'attempt')}` : ''
  const again = next === null ? '' : `, again at ${formatClock(Date.parse(next))}`
  return `${answer}${took}${tries}${again}`
}
