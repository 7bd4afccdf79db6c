import { describe, expect, it } from 'vitest'
import type { BillingSubscription } from '../../../../worker/domain/billing.ts'
import { cancelDate, isScheduledToCancel } from '../../../../worker/domain/mrr/cancel.ts'
import { seededRandom } from '../../../support/random.ts'
import { billing, DAY, discount, item, metered, NOW, PERIOD_END, type Policy, read } from './factories.ts'

const VOID = { behavior: 'void', resumesAt: null }

describe('which subscriptions count', () => {
  it.each([
    ['active', 1000, 0],
    ['past_due', 1000, 0],
    ['trialing', 0, 1000],
    ['incomplete', 0, 0],
    ['incomplete_expired', 0, 0],
    ['unpaid', 0, 0],
    ['canceled', 0, 0],
    ['paused', 0, 0],
    ['some_status_to_come', 0, 0],
  ])('%s: MRR %i, trial MRR %i', (status, mrr, trial) => {
    expect(read({ status })).toEqual({ currency: 'usd', mrr, committed: mrr, trial, marks: [], nextChangeAt: null })
  })

  it('what is not known of one that does not count is no flaw of the figure', () => {
    const items = [item('month', { amount: { kind: 'unknown', lacks: 'tiers' } })]
    expect(read({ items, status: 'canceled' }).marks).toEqual([])
    expect(read({ items, status: 'trialing' }).marks).toEqual(['mrr_incomplete'])
  })
})

describe('a scheduled cancel', () => {
  const ways = [
    ['at the end of the period', { cancelAtPeriodEnd: true }, PERIOD_END],
    ['at a date, as the customer portal sets it', { cancelAt: NOW + DAY }, NOW + DAY],
    [
      'at a date that is the end of the period, as classic billing sets both',
      { cancelAtPeriodEnd: true, cancelAt: PERIOD_END },
      PERIOD_END,
    ],
  ] as const

  it.each(ways)('%s ends committed MRR at once and MRR on its day', (_, over, date) => {
    expect(read(over)).toMatchObject({ mrr: 1000, committed: 0, nextChangeAt: date })
    expect(read(over, {}, { nowSeconds: date - 1 })).toMatchObject({ mrr: 1000, committed: 0, nextChangeAt: date })
    expect(read(over, {}, { nowSeconds: date })).toMatchObject({ mrr: 0, committed: 0, nextChangeAt: null })
  })

  it.each(ways)('%s ends MRR at once where churn counts from the request', (_, over) => {
    expect(read(over, { churn_at: 'request' })).toMatchObject({ mrr: 0, committed: 0, nextChangeAt: null })
  })

  it('ends what a trial would bring in the same way', () => {
    const trial = { status: 'trialing', cancelAt: NOW + DAY }
    expect(read(trial)).toMatchObject({ mrr: 0, trial: 1000, nextChangeAt: NOW + DAY })
    expect(read(trial, {}, { nowSeconds: NOW + DAY }).trial).toBe(0)
    expect(read(trial, { churn_at: 'request' }).trial).toBe(0)
  })

  it('is undone by clearing its date; that one was asked for once means nothing', () => {
    const back = { canceledAt: NOW - DAY }
    expect(read(back)).toMatchObject({ mrr: 1000, committed: 1000, nextChangeAt: null })
    expect(isScheduledToCancel(billing(back), NOW)).toBe(false)
    expect(cancelDate(billing(back))).toBeNull()
  })

  it('is not one of a subscription that has ended, nor one whose date has passed', () => {
    expect(isScheduledToCancel(billing({ status: 'canceled', cancelAtPeriodEnd: true }), NOW)).toBe(false)
    expect(isScheduledToCancel(billing({ cancelAt: NOW }), NOW)).toBe(false)
    expect(isScheduledToCancel(billing({ cancelAt: NOW + 1 }), NOW)).toBe(true)
  })
})

describe('a pause of collection', () => {
  it('that voids invoices counts until the paid period is over', () => {
    expect(read({ pause: VOID })).toMatchObject({ mrr: 1000, committed: 1000, nextChangeAt: PERIOD_END })
    expect(read({ pause: VOID }, {}, { nowSeconds: PERIOD_END })).toMatchObject({ mrr: 0, nextChangeAt: null })
  })

  it('that voids invoices does not count again when Stripe rolls on to a period that nobody pays for', () => {
    expect(read({ pause: VOID }, {}, { paidUntil: NOW })).toMatchObject({ mrr: 0, nextChangeAt: null })
    expect(read({ pause: VOID }, {}, { paidUntil: PERIOD_END }).mrr).toBe(1000)
    expect(read({}, {}, { paidUntil: NOW }).mrr).toBe(1000)
  })

  it.each(['mark_uncollectible', 'keep_as_draft'])(
    'as %s counts 0 at once, because nothing is collected',
    (behavior) => {
      expect(read({ pause: { behavior, resumesAt: null } })).toMatchObject({ mrr: 0, committed: 0, nextChangeAt: null })
    },
  )

  it.each(['void', 'mark_uncollectible', 'keep_as_draft'])(
    'as %s changes nothing where the account keeps it',
    (behavior) => {
      const kept = read({ pause: { behavior, resumesAt: null } }, { pause: 'keep' }, { nowSeconds: PERIOD_END })
      expect(kept).toMatchObject({ mrr: 1000, committed: 1000, nextChangeAt: null })
    },
  )
})

describe('which items count', () => {
  it.each([
    ['charged once', item(null, { amount: 900 })],
    ['deleted', item('month', { deleted: true })],
    ['metered', metered('month')],
    ['metered, of tiers that are not known', metered('month', { amount: { kind: 'unknown', lacks: 'tiers' } })],
  ])('one that is %s is left out', (_, other) => {
    expect(read({ items: [item(), other] })).toMatchObject({ mrr: 1000, marks: [] })
  })

  it('a metered one counts what it was billed for its last full period where the account says so', () => {
    const items = [item(), metered('year', { id: 'si_2', amount: 2 }), metered('month', { id: 'si_3' })]
    const lastPeriod = { si_2: 1200, si_9: 5 }
    expect(read({ items }, { metered: 'last_period' }, { lastPeriod })).toMatchObject({ mrr: 1100, marks: [] })
    expect(read({ items }, {}, { lastPeriod }).mrr).toBe(1000)
  })

  it('of foreign products none', () => {
    const items = [
      item(),
      item('month', { product: 'prod_2', amount: 70 }),
      item('month', { product: null, amount: 9 }),
    ]
    expect(read({ items }, {}, { productsIncluded: ['prod_2'] }).mrr).toBe(70)
    expect(read({ items }, {}, { productsIncluded: [] }).mrr).toBe(0)
    expect(read({ items }).mrr).toBe(1079)
  })

  it('one whose price is known by its id alone might recur: the figure is incomplete', () => {
    const items = [item(), item(null, { amount: { kind: 'unknown', lacks: 'amount' } })]
    expect(read({ items })).toMatchObject({ mrr: 1000, marks: ['mrr_incomplete'] })
  })
})

describe('when time alone changes the figure next', () => {
  const ends = (...days: number[]) => days.map((day) => discount('10', { duration: 'repeating' }, NOW + day * DAY))

  it('is the earliest of what is due, and never what changes nothing', () => {
    const over = { cancelAt: NOW + 9 * DAY, discounts: ends(8, 3) }
    expect(read(over, { discounts: 'all_active' }).nextChangeAt).toBe(NOW + 3 * DAY)
    expect(read(over).nextChangeAt).toBe(NOW + 9 * DAY)
    expect(read({ discounts: ends(3), status: 'unpaid' }, { discounts: 'all_active' }).nextChangeAt).toBeNull()
    expect(read({ discounts: [discount('100'), ...ends(3)] }, { discounts: 'all_active' }).nextChangeAt).toBeNull()
  })

  it('counts the discounts of items too', () => {
    const items = [item('month', { discounts: ends(2) })]
    expect(read({ items }, { discounts: 'all_active' })).toMatchObject({ mrr: 900, nextChangeAt: NOW + 2 * DAY })
  })

  it('is exactly that moment, of whatever subscription', () => {
    const random = seededRandom(5)
    const pick = <T>(...of: T[]): T => of[Math.floor(random() * of.length)] as T
    const moment = () => pick(null, NOW - DAY, NOW + Math.floor(random() * 40) * DAY)
    const somePolicy = (): Policy => ({
      discounts: pick('forever_only', 'all_active', 'none'),
      churn_at: pick('period_end', 'request'),
      pause: pick('exclude', 'keep'),
    })
    for (let at = 0; at < 500; at += 1) {
      const some = () => [
        discount(pick<string | number>('10', '100', 300), { duration: pick('forever', 'repeating', 'once') }, moment()),
      ]
      const of: Partial<BillingSubscription> = {
        status: pick('active', 'past_due', 'trialing', 'unpaid'),
        items: [item(), item(pick('year', 'week'), { id: 'si_2', discounts: pick([], some()) })],
        discounts: pick([], some(), [...some(), ...some()]),
        ...{ cancelAt: moment(), cancelAtPeriodEnd: pick(true, false), currentPeriodEnd: moment() },
        pause: pick(null, VOID, { behavior: 'keep_as_draft', resumesAt: null }),
      }
      const policy = somePolicy()
      const figuresAt = (nowSeconds: number) => {
        const { nextChangeAt, ...figures } = read(of, policy, { nowSeconds })
        return figures
      }
      const { nextChangeAt: due } = read(of, policy)
      expect(figuresAt((due ?? NOW + 1000 * DAY) - 1)).toEqual(figuresAt(NOW))
      if (due !== null) expect(figuresAt(due)).not.toEqual(figuresAt(NOW))
    }
  })
})
