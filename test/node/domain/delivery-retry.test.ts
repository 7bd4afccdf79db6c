import { expect, it } from 'vitest'
import type { Attempt } from '../../../worker/domain/delivery/delivery.ts'
import { newDelivery } from '../../../worker/domain/delivery/new-delivery.ts'
import { afterAttempt } from '../../../worker/domain/delivery/retry.ts'

const HOUR_MS = 3_600_000

/** When a mail is tried whose every attempt is refused, in ms after the first. */
function triedAt(afterSeconds: number | null): number[] {
  const attempts: Attempt[] = []
  const of = { id: 'dlv_1', number: 1, channel: 'mail', kind: 'automation' } as const
  for (let atMs: number | null = 0; atMs !== null; ) {
    attempts.push({ atMs, outcome: 'retry', code: 'rate_limited', detail: '' })
    const delayMs = afterAttempt({ ...newDelivery(of, 0), attempts }, { code: 'rate_limited', afterSeconds })
    atMs = delayMs === null ? null : atMs + delayMs
  }
  return attempts.map(({ atMs }) => atMs)
}

it('a mail is tried eight times within a day', () => {
  expect(triedAt(null)).toHaveLength(8)
  expect(triedAt(null).at(-1)).toBeLessThan(24 * HOUR_MS)
})

it.each([3_600, 6 * 3_600, 11 * 3_600, 7 * 86_400])(
  'a provider that asks for %i seconds each time is never asked after it has forgotten the key of the first attempt',
  (afterSeconds) => {
    expect(triedAt(afterSeconds).at(-1)).toBeLessThan(24 * HOUR_MS)
  },
)
