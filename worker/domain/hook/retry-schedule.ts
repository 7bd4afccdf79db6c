/** How the last attempt went, as far as it says when the next one is. */
export interface LastAttempt {
  outcome: 'delivered' | 'retry' | 'failed' | 'gone' | 'aborted'
  code: string | null
  retryAfterSeconds: number | null
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Seconds before each attempt, counted from the one before: Standard Webhooks' own, 75 hours and 35 minutes in all. */
export const ATTEMPT_DELAYS_SECONDS = [
  0,
  5,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const
export const MAX_ATTEMPTS = ATTEMPT_DELAYS_SECONDS.length

/** Deliveries that failed together come back up to this much later, each at a time of its own. */
const JITTER = 0.1
/** An endpoint that asks for longer waits for the next attempt of the schedule. */
const MAX_RETRY_AFTER_SECONDS = 24 * HOUR
/** How long an endpoint that answers 429, 502 or 504 is left alone, whatever it asks for; for all its deliveries. */
export const SLOW_DOWN_SECONDS = MINUTE

const DISABLED_AFTER_SECONDS = 5 * 24 * HOUR
/** A few failures days apart are no outage; one delivery's whole schedule is. */
const DISABLED_AFTER_FAILURES = MAX_ATTEMPTS

/**
 * Milliseconds from the end of the last attempt to the next, null where there is none. The same delivery and number of
 * attempts give the same time, so that a repeated decision decides the same. `Retry-After` makes it later, never sooner,
 * by at most a day.
 */
export function nextAttemptMs(deliveryId: string, attemptsMade: number, last: LastAttempt | null): number | null {
  const seconds = ATTEMPT_DELAYS_SECONDS[attemptsMade]
  if (seconds === undefined || (last !== null && last.outcome !== 'retry')) return null
  const asked = Math.min(last?.retryAfterSeconds ?? 0, MAX_RETRY_AFTER_SECONDS)
  const least = last?.code === 'slow_down' ? Math.max(asked, SLOW_DOWN_SECONDS) : asked
  return Math.round(Math.max(seconds, least) * 1000 * (1 + JITTER * fraction(`${deliveryId}:${attemptsMade}`)))
}

/** What an endpoint has lived through since it last answered 2xx; both times in milliseconds since 1970. */
export interface FailingEndpoint {
  failures: number
  /** When the first of them was. */
  failingSinceMs: number
}

/** Whether to disable an endpoint after a failure: at once when it is gone, else after nothing but failures for five days. */
export function isToBeDisabled(last: Pick<LastAttempt, 'outcome'>, failing: FailingEndpoint, nowMs: number): boolean {
  if (last.outcome === 'gone') return true
  return failing.failures >= DISABLED_AFTER_FAILURES && nowMs - failing.failingSinceMs >= DISABLED_AFTER_SECONDS * 1000
}

/** FNV-1a over the text, mixed (murmur3's finalizer), as a fraction below 1: chance is not for a decision that may be repeated. */
function fraction(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
