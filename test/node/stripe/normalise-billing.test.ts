import { describe, expect, it } from 'vitest'
import type { BillingSubscription } from '../../../worker/domain/billing.ts'
import type { JsonObject } from '../../../worker/domain/json.ts'
import { readBilling } from '../../../worker/stripe/normalise/billing.ts'
import { makeEventHistory } from '../../sandbox/core/event-stream.ts'
import { RENDERED_VERSIONS, renderObject } from '../../sandbox/core/render.ts'
import { HELD_COUPON, HELD_TIERED, PERIOD_END, SHAPED_VERSIONS, shapedSubscription, T0 } from './billing-shapes.ts'
import { held, NOTHING } from './known.ts'
import { checkRecorded } from './recorded-billing.ts'

const ALL = held({ price: { price_tiers: HELD_TIERED }, coupon: { co_1: HELD_COUPON } })

const EXPECTED: Omit<BillingSubscription, 'pausedAt'> = {
  ...{ id: 'sub_1', stripeCustomerId: 'cus_1', status: 'paused', statusReason: 'trial_end_without_payment_method' },
  currency: 'usd',
  items: [
    {
      ...{ id: 'si_1', price: 'price_seats', product: 'prod_1', currency: 'usd', deleted: false, quantity: 25 },
      recurring: { interval: 'month', intervalCount: 3, usageType: 'licensed' },
      amount: { kind: 'per_unit', unit: '0.5' },
      transform: { divideBy: 10, round: 'up' },
      ...{ taxBehavior: 'inclusive', taxRates: [{ percentage: '8.875', inclusive: true }], discounts: [] },
      periodEnd: PERIOD_END,
    },
    {
      ...{ id: 'si_2', price: 'price_tiers', product: 'prod_1', currency: 'usd', deleted: false, quantity: 12 },
      recurring: { interval: 'month', intervalCount: 3, usageType: 'licensed' },
      amount: {
        kind: 'tiers',
        mode: 'graduated',
        tiers: [
          { upTo: 10, unit: '5', flat: '300' },
          { upTo: null, unit: '0.25', flat: '0' },
        ],
      },
      ...{ transform: null, taxBehavior: 'inclusive', taxRates: [], discounts: [], periodEnd: PERIOD_END },
    },
  ],
  discounts: [
    {
      ...{ id: 'di_1', couponId: 'co_1', end: PERIOD_END },
      coupon: {
        ...{ id: 'co_1', duration: 'repeating', percentOff: null, amountOff: 500, currency: 'eur' },
        ...{ amountOffIn: { usd: 600 }, appliesTo: ['prod_1'] },
      },
    },
  ],
  taxRates: [{ percentage: '20', inclusive: true }],
  ...{ created: T0, startedAt: T0 - 9, currentPeriodEnd: PERIOD_END, trialStart: T0, trialEnd: T0 + 5 },
  ...{ cancelAt: PERIOD_END, cancelAtPeriodEnd: true, canceledAt: T0 + 60, endedAt: null },
  ...{ pause: { behavior: 'void', resumesAt: PERIOD_END }, latestInvoice: 'in_1', metadata: { user_id: 'u_1' } },
}

describe('a subscription is read to one shape', () => {
  it.each(SHAPED_VERSIONS)('from %s', (version) => {
    expect(readBilling(shapedSubscription(version), ALL)).toEqual({
      ...EXPECTED,
      pausedAt: version === '2026-10-28.endive' ? T0 + 5 : null,
    })
  })

  it('from every version that the sandbox sends, for whole lives of customers', () => {
    const { stripe } = makeEventHistory({ seed: 'billing', customers: 40, events: 2_000, now: T0 })
    const subscriptions = [...stripe.subscriptions.newestFirst()]
    expect(subscriptions.length).toBeGreaterThan(20)
    for (const subscription of subscriptions) {
      const readings = RENDERED_VERSIONS.map((version) =>
        readBilling(renderObject(stripe, subscription, version, () => null) as JsonObject, NOTHING),
      )
      for (const reading of readings) expect(reading).toEqual(readings[0])
    }
  })

  it('and never throws, whatever a payload holds', () => {
    const hostile = [null, 7, 'x', [], {}, { data: 'x' }, { id: [] }, Number.NaN]
    const names = Object.keys(shapedSubscription('2026-10-28.endive'))
    const priceFields = ['tiers', 'billing_scheme', 'recurring', 'currency_options', 'transform_quantity', 'product']
    for (const value of hostile) {
      const price = Object.fromEntries(priceFields.map((name) => [name, value]))
      const recurring = { interval: 'month', interval_count: value }
      const parts = { discounts: [value], tax_rates: [value], default_tax_rates: [value] }
      const prices = [value, price, { recurring, transform_quantity: { divide_by: value }, tiers: [value] }]
      readBilling(Object.fromEntries(names.map((name) => [name, value])), NOTHING)
      readBilling({ ...parts, items: { data: prices.map((given) => ({ ...parts, price: given })) } }, ALL)
    }
    expect(readBilling({}, NOTHING)).toMatchObject({ id: '', status: 'unknown', currency: '', items: [], metadata: {} })
  })
})

describe('of a subscription', () => {
  it('the period ends with the earliest of its items', () => {
    const items = { data: [{ current_period_end: T0 + 50 }, { current_period_end: T0 + 20 }] }
    expect(readBilling({ items }, NOTHING).currentPeriodEnd).toBe(T0 + 20)
    expect(readBilling({ items: { data: [] }, current_period_end: T0 }, NOTHING).currentPeriodEnd).toBe(T0)
  })

  it('the reason of a pause is told, else the one that there was before; what is not paused has none', () => {
    const because = (type: string) => ({ status_details: { paused: { subscription: { type } } } })
    const reason = (of: JsonObject) => readBilling(of, NOTHING).statusReason
    expect(reason({ status: 'paused', ...because('pause_requested') })).toBe('pause_requested')
    expect(reason({ status: 'paused' })).toBe('trial_end_without_payment_method')
    expect(reason({ status: 'active', ...because('pause_requested') })).toBeNull()
  })

  it('the latest invoice and the customer may be expanded, and metadata is text', () => {
    const of = { latest_invoice: { id: 'in_9' }, customer: { id: 'cus_9' }, metadata: { a: 'b', n: 1, o: {} } }
    expect(readBilling(of, NOTHING)).toMatchObject({
      ...{ latestInvoice: 'in_9', stripeCustomerId: 'cus_9', metadata: { a: 'b' } },
    })
  })
})

checkRecorded()
