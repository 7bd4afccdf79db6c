import { nextAttemptMs } from '../hook/retry-schedule.ts'
import type { Delivery } from './delivery.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const LONGEST_MS = 12 * HOUR_MS

/** A provider remembers an idempotency key for 24 hours; a mail that is sent after that is another one. */
const KEY_MS = 23 * HOUR_MS
/** Seven more tries within them. */
const MAIL_DELAYS_MS = [30_000, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS]

/** How long to wait after the attempts there were, ms; null: it is given up. */
export function afterAttempt(
  { channel, attempts, id }: Delivery,
  last: { code: string | null; afterSeconds: number | null },
): number | null {
  const { code, afterSeconds } = last
  if (channel === 'webhook')
    return nextAttemptMs(id, attempts.length, { outcome: 'retry', code, retryAfterSeconds: afterSeconds })
  const delayMs = MAIL_DELAYS_MS[attempts.length - 1]
  if (delayMs === undefined) return null
  const waitMs = Math.min(Math.max(delayMs, (afterSeconds ?? 0) * 1_000), LONGEST_MS)
  const sinceFirstMs = (attempts.at(-1)?.atMs ?? 0) - (attempts[0]?.atMs ?? 0)
  return sinceFirstMs + waitMs > KEY_MS ? null : waitMs
}
