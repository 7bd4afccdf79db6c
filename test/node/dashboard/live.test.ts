import { describe, expect, it } from 'vitest'
import { reconnectDelayMs } from '../../../dashboard/lib/backoff.ts'
import { parseLiveMessage } from '../../../dashboard/lib/live-socket.ts'

describe('reconnectDelayMs', () => {
  it('doubles from 1 s to 30 s', () => {
    expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => reconnectDelayMs(attempt, 1))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ])
  })

  it('spreads over the upper half, so that browsers do not come back together', () => {
    expect([0, 0.5, 1].map((random) => reconnectDelayMs(3, random))).toEqual([4000, 6000, 8000])
  })
})

describe('parseLiveMessage', () => {
  it('reads what it knows', () => {
    expect(parseLiveMessage('{"type":"catalog"}')).toEqual({ type: 'catalog' })
    expect(parseLiveMessage('{"type":"connection"}')).toEqual({ type: 'connection' })
  })

  it.each(['{"type":"from_the_future"}', '{"type"', 'null', '[]', '"events"'])('passes over %s', (text) => {
    expect(parseLiveMessage(text)).toBeNull()
  })
})
