import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Pace } from '../../../worker/sync/pace.ts'

const START = new Date('2026-11-01T00:00:00Z')

beforeEach(() => void vi.useFakeTimers({ now: START }))
afterEach(() => void vi.useRealTimers())

/** How many turns come within `ms`, with `workers` asking side by side, each answer taking `latencyMs`. */
async function turnsWithin(pace: Pace, ms: number, workers = 1, latencyMs = 0): Promise<number> {
  let turns = 0
  const end = Date.now() + ms
  const work = async () => {
    while (Date.now() < end) {
      await pace.turn()
      if (Date.now() < end) turns += 1
      pace.answered()
      await new Promise((resolve) => setTimeout(resolve, latencyMs))
    }
  }
  const all = Promise.all(Array.from({ length: workers }, work))
  await vi.advanceTimersByTimeAsync(ms + 5_000)
  await all
  return turns
}

describe('the pace of a job', () => {
  it.each([
    [12, 1, 10],
    [12, 4, 250],
    [50, 5, 90],
    [100, 5, 20],
  ])(
    'keeps to %i requests a second, within a tenth, with %i lanes that wait %i ms',
    async (rate, workers, latencyMs) => {
      const turns = await turnsWithin(new Pace(rate, 5), 20_000, workers, latencyMs)
      expect(turns / 20 / rate).toBeGreaterThan(0.9)
      expect(turns / 20 / rate).toBeLessThan(1.1)
    },
  )

  it('never makes up for a long wait with a burst', async () => {
    const pace = new Pace(10, 5)
    await pace.turn()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await turnsWithin(pace, 1_000)).toBeLessThanOrEqual(13)
  })

  it.each(['global-rate', 'endpoint-rate', 'resource-specific'])('asks half as often after %s', async (reason) => {
    const pace = new Pace(40, 5)
    pace.limited(reason)
    const turns = await turnsWithin(pace, 250)
    expect(turns).toBeLessThanOrEqual(8)
    expect(pace.parallel).toBe(5)
  })

  it.each(['global-concurrency', 'endpoint-concurrency'])('asks with fewer at once after %s', (reason) => {
    const pace = new Pace(40, 5)
    pace.limited(reason)
    expect(pace.parallel).toBe(2)
    pace.limited(reason)
    pace.limited(reason)
    expect(pace.parallel).toBe(1)
    for (let answers = 0; answers < 19; answers += 1) pace.answered()
    expect(pace.parallel).toBe(1)
    pace.answered()
    expect(pace.parallel).toBe(2)
  })

  it('a lock on one object slows nothing', async () => {
    const pace = new Pace(40, 5)
    pace.limited(null)
    expect(pace.parallel).toBe(5)
    expect(await turnsWithin(pace, 1_000)).toBeGreaterThanOrEqual(36)
  })

  it('comes back to its own rate as answers come in, and not above it', async () => {
    const pace = new Pace(20, 5)
    pace.limited('global-rate')
    pace.limited('global-concurrency')
    await turnsWithin(pace, 30_000)
    expect(await turnsWithin(pace, 10_000)).toBeGreaterThan(180)
    expect(await turnsWithin(pace, 10_000)).toBeLessThan(220)
    expect(pace.parallel).toBe(5)
  })
})
