import { describe, expect, it } from 'vitest'
import {
  isToBeDisabled,
  MAX_ATTEMPTS,
  nextAttemptMs,
  SLOW_DOWN_SECONDS,
} from '../../../worker/domain/hook/retry-schedule.ts'

const refused = { outcome: 'retry', code: 'status', retryAfterSeconds: null } as const
const attempts = Array.from({ length: MAX_ATTEMPTS }, (_, made) => made)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe('the attempts of a delivery', () => {
  it('are ten, over three days', () => {
    const delays = attempts.map((made) => nextAttemptMs('whd_1', made, made === 0 ? null : refused) ?? 0)
    const minutes = delays.map((ms) => ms / 60_000)
    const least = [0, 5 / 60, 5, 30, 120, 300, 600, 840, 1_200, 1_440]
    for (const [i, expected] of least.entries()) {
      expect(minutes[i]).toBeGreaterThanOrEqual(expected)
      expect(minutes[i]).toBeLessThanOrEqual(expected * 1.1 + 0.001)
    }
    expect(nextAttemptMs('whd_1', MAX_ATTEMPTS, refused)).toBeNull()
  })

  it.each(['delivered', 'failed', 'gone', 'aborted'] as const)('end with one that was %s', (outcome) => {
    expect(nextAttemptMs('whd_1', 1, { outcome, code: null, retryAfterSeconds: 5 })).toBeNull()
  })

  it('come at the same time whenever it is asked, and at different times for different deliveries', () => {
    expect(nextAttemptMs('whd_1', 3, refused)).toBe(nextAttemptMs('whd_1', 3, refused))
    const times = Array.from({ length: 1_000 }, (_, i) => nextAttemptMs(`whd_${i}`, 3, refused) ?? 0)
    expect(new Set(times).size).toBeGreaterThan(900)
    // Spread over the whole of the tenth, not bunched.
    const late = times.filter((ms) => ms > 1.05 * (HOUR_MS / 2)).length
    expect(late).toBeGreaterThan(400)
    expect(late).toBeLessThan(600)
  })

  it('wait as long as the endpoint asks, at most a day, and never less than the schedule', () => {
    const waiting = (made: number, retryAfterSeconds: number) =>
      nextAttemptMs('whd_1', made, { ...refused, retryAfterSeconds }) ?? 0
    expect(waiting(1, 600)).toBeGreaterThanOrEqual(600_000)
    expect(waiting(1, 600)).toBeLessThanOrEqual(660_000)
    expect(waiting(1, 10_000_000)).toBeLessThanOrEqual(1.1 * DAY_MS)
    expect(waiting(4, 1)).toBeGreaterThanOrEqual(2 * HOUR_MS)
  })

  it('leave an endpoint that has too much to do alone for a minute at least', () => {
    const busy = { outcome: 'retry', code: 'slow_down', retryAfterSeconds: null } as const
    expect(nextAttemptMs('whd_1', 1, busy)).toBeGreaterThanOrEqual(SLOW_DOWN_SECONDS * 1_000)
  })
})

describe('an endpoint', () => {
  it.each([
    ['gone', 1, 0, true],
    ['retry', 10, 5 * DAY_MS, true],
    ['retry', 10, 5 * DAY_MS - 1, false],
    ['retry', 9, 30 * DAY_MS, false],
  ] as const)('that answered %s, failing %i times in %i ms, is to be disabled: %s', (outcome, failures, forMs, is) => {
    const nowMs = Date.UTC(2026, 10, 30)
    expect(isToBeDisabled({ outcome }, { failures, failingSinceMs: nowMs - forMs }, nowMs)).toBe(is)
  })
})
