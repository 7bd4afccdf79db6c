import { describe, expect, it } from 'vitest'
import { isStartedBy } from '../../../../worker/domain/automation/match.ts'
import type { Occurrence } from '../../../../worker/domain/automation/occurrence.ts'

const DEFAULTS = { renewing: [7], trialEnding: [3] }
const ON_SINCE_MS = 1_795_000_000_800

const happened = (over: Partial<Occurrence> = {}): Occurrence => ({
  ...{ trigger: 'payment.failed', cause: 'failed in_1 1', atMs: ON_SINCE_MS, event: 'evt_1', subscription: 'sub_1' },
  ...{ prices: ['price_1'], products: ['prod_1'], data: {} },
  ...over,
})

describe('what starts an automation', () => {
  it.each([
    ['within the second in which it was turned on', ON_SINCE_MS - 800, true],
    ['in the second before', ON_SINCE_MS - 801, false],
  ])('what happened %s', (_when, atMs, expected) => {
    const automation = { status: 'on' as const, trigger: { type: 'payment.failed' as const }, onSinceMs: ON_SINCE_MS }
    expect(isStartedBy(automation, happened({ atMs }), DEFAULTS)).toBe(expected)
  })

  it.each([
    [{ price: 'price_1' }, true],
    [{ price: 'price_2' }, false],
    [{ product: 'prod_1' }, true],
    [{ product: 'prod_2' }, false],
  ])('only of the price and product that it names: %j', (filter, expected) => {
    const trigger = { type: 'payment.failed' as const, ...filter }
    expect(isStartedBy({ status: 'on', trigger, onSinceMs: 0 }, happened(), DEFAULTS)).toBe(expected)
  })

  it('a reminder of as many days as it names, else of as many as the settings say', () => {
    const reminder = happened({ trigger: 'subscription.renewing', days: 7 })
    const of = (days?: number) => ({ type: 'subscription.renewing' as const, ...(days && { days }) })
    const starts = (days?: number): boolean =>
      isStartedBy({ status: 'on', trigger: of(days), onSinceMs: 0 }, reminder, DEFAULTS)
    expect([starts(), starts(7), starts(14)]).toEqual([true, true, false])
  })
})
