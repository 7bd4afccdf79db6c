import { describe, expect, it } from 'vitest'
import { isConfirmed } from '../../../dashboard/features/customers/profile/erase-words.ts'
import { fieldRows } from '../../../dashboard/features/customers/profile/field-rows.ts'
import { readSetBy } from '../../../dashboard/features/customers/profile/set-by-words.ts'
import {
  hasEnded,
  itemWords,
  mrrWords,
  periodWords,
} from '../../../dashboard/features/customers/profile/subscription-words.ts'
import { keysOf } from '../../../dashboard/features/customers/profile/timeline-keys.ts'
import { changeWords, fieldLabel, valueWords } from '../../../dashboard/features/customers/profile/value-words.ts'
import { ACCESS_WORDS, FLAG_WORDS } from '../../../dashboard/features/customers/state-words.ts'
import { REASON_LABELS } from '../../../dashboard/features/customers/unmatched/reason-words.ts'
import { groupByDay } from '../../../dashboard/lib/group-days.ts'
import { statusLabel } from '../../../dashboard/lib/status-words.ts'
import { ACCESS_STATES, CUSTOMER_FLAGS, UNMATCHED_REASONS } from '../../../worker/domain/customer.ts'
import { anItem, aSubscription, aTimelineItem, NAMES } from './customer-factories.ts'

describe('what set a value', () => {
  it('is an event where it is one, and leads to it', () => {
    expect(readSetBy('evt_1QxYz')).toEqual({ eventId: 'evt_1QxYz' })
  })

  it.each([
    ['import', 'Import from Stripe'],
    ['resync', 'Comparison with Stripe'],
    ['refetch', 'Stripe, when asked'],
    ['clock', 'A moment that came'],
    ['settings', 'Change of settings'],
    ['operator', 'Operator'],
    ['recompute', 'Recompute on request'],
    ['key:key_9fQz', 'API key key_9fQz'],
    ['something newer', 'something newer'],
  ])('%s reads “%s”', (setBy, words) => {
    expect(readSetBy(setBy)).toEqual({ words })
  })
})

describe('a value', () => {
  it.each([
    ['mrr', [{ currency: 'jpy', amount: 1900 }], '1,900 JPY'],
    [
      'mrr',
      [
        { currency: 'eur', amount: 1900 },
        { currency: 'kwd', amount: 2500 },
      ],
      '19.00 EUR + 2.500 KWD',
    ],
    ['mrr', [], '–'],
    ['access', 'suspended', 'Suspended'],
    ['access', { state: 'none', reason: 'There is none.' }, 'No access'],
    ['subscription_status', 'trialing', 'In trial'],
    ['renewal_date', '2026-12-21T10:00:00Z', '21 Dec 2026, 10:00:00 UTC'],
    ['last_payment', { amount: 1900, currency: 'eur', at: '2026-11-21T10:00:00Z' }, '19.00 EUR on 21 Nov 2026'],
    [
      'failed_payment',
      { amount: 1900, currency: 'eur', at: '2026-11-21T10:00:00Z', attempts: 2 },
      '19.00 EUR on 21 Nov 2026, 2 tries',
    ],
    ['plan', { price: 'price_team', product: 'prod_team' }, 'Team'],
    ['plan', { price: 'price_x', product: null, name: null }, 'price_x'],
    ['segments', ['seg_1', 'seg_gone'], 'Big spenders, seg_gone'],
    ['packages', ['pro', 'api'], 'pro, api'],
    ['stage', 'active', 'active'],
    ['stage', null, '–'],
    ['is_partner', false, 'No'],
    ['nps', 9, '9'],
  ])('of %s: %j reads “%s”', (field, value, words) => {
    expect(valueWords(field, value, NAMES, 'UTC')).toBe(words)
  })

  it('that reads as it did before is told once, with what its words leave out', () => {
    expect(changeWords('access', 'active', 'suspended', NAMES)).toEqual({ from: 'Active', to: 'Suspended', note: null })
    expect(changeWords('access', 'suspended', 'suspended', NAMES)).toEqual({
      ...{ from: null, to: 'Suspended', note: 'its reason or its times changed' },
    })
  })

  it('of a field of the account’s own goes by that field’s name', () => {
    expect([fieldLabel('mrr'), fieldLabel('account_manager')]).toEqual(['MRR', 'account_manager'])
  })
})

it('fields stand in a fixed order, the account’s own last and by name', () => {
  const field = { value: 'x', set_by: 'evt_1', set_at: '2026-11-21T19:00:00Z' }
  const rows = fieldRows({ nps: field, mrr: field, account_manager: field, email: field })
  expect(rows.map(({ key, isOwn }) => `${key}${isOwn ? ' (own)' : ''}`)).toEqual([
    'email',
    'mrr',
    'account_manager (own)',
    'nps (own)',
  ])
})

describe('a subscription', () => {
  it.each([
    [anItem(), 'Team, every month'],
    [anItem({ quantity: 5, interval: 'year' }), 'Team × 5, every year'],
    [anItem({ interval_count: 3 }), 'Team, every 3 months'],
    [anItem({ product: 'prod_gone', quantity: null, usage_type: 'metered' }), 'prod_gone, every month, by usage'],
    [anItem({ interval: null }), 'Team, once'],
  ])('names its items: %#', (item, words) => {
    expect(itemWords(item, NAMES)).toBe(words)
  })

  it('says what of its MRR stays after its scheduled end, and what its trial may bring', () => {
    expect(mrrWords(aSubscription())).toBe('19.00 EUR a month')
    expect(mrrWords(aSubscription({ committed_mrr: 0 }))).toBe(
      '19.00 EUR a month, of which 0.00 EUR stays after its scheduled end',
    )
    expect(mrrWords(aSubscription({ mrr: 0, committed_mrr: 0, trial_mrr: 1900 }))).toBe(
      '0.00 EUR a month, 19.00 EUR once its trial is over',
    )
  })

  it.each([
    [aSubscription(), 'Its period runs until 21 Dec 2026.'],
    [aSubscription({ cancel_at: '2026-12-21T19:00:00Z' }), 'Canceled: it ends on 21 Dec 2026.'],
    [aSubscription({ status: 'canceled', ended_at: '2026-10-01T00:00:00Z' }), 'Ended on 1 Oct 2026.'],
    [
      aSubscription({ status: 'trialing', trial_end: '2026-11-28T00:00:00Z', current_period_end: null }),
      'Its trial ends on 28 Nov 2026.',
    ],
    [
      aSubscription({ status: 'paused', status_reason: 'first_payment_failure', current_period_end: null }),
      'Paused because its first payment failed.',
    ],
    [
      aSubscription({ pause: { behavior: 'void', resumes_at: '2027-01-01T00:00:00Z' }, current_period_end: null }),
      'Collecting is paused until 1 Jan 2027: its invoices are voided.',
    ],
  ])('tells its period: %#', (subscription, words) => {
    expect(periodWords(subscription, 'UTC').join(' ')).toBe(words)
  })

  it('has ended where Stripe says so, not where it is only unpaid', () => {
    expect(['canceled', 'incomplete_expired', 'unpaid'].map((status) => hasEnded(aSubscription({ status })))).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('the timeline', () => {
  it('is cut where the day changes for the reader', () => {
    const items = ['2026-11-21T23:30:00Z', '2026-11-21T22:30:00Z', '2026-11-20T10:00:00Z'].map((at) =>
      aTimelineItem({ at }),
    )
    const days = groupByDay(items, ({ at }) => at, 'Europe/Berlin')
    expect(days.map(({ day, items }) => [day, items.length])).toEqual([
      ['2026-11-22', 1],
      ['2026-11-21', 1],
      ['2026-11-20', 1],
    ])
  })

  it('gives a day that comes back, because an event was late, a key of its own', () => {
    const items = ['2026-11-21T10:00:00Z', '2026-11-18T10:00:00Z', '2026-11-21T09:00:00Z'].map((at) =>
      aTimelineItem({ at }),
    )
    const keys = groupByDay(items, ({ at }) => at, 'UTC').map(({ key }) => key)
    expect(new Set(keys).size).toBe(3)
  })

  it('gives each of a page’s moments a key of its own, also where two are of the same second', () => {
    const same = [aTimelineItem(), aTimelineItem(), aTimelineItem({ set_by: 'operator' })]
    const event = { id: 'evt_1', type: 'invoice.paid', outcome: null, stale: false }
    const keys = keysOf([...same, aTimelineItem({ kind: 'event', event })])
    expect(new Set(keys).size).toBe(4)
  })
})

it('every state, flag and reason has words', () => {
  expect(ACCESS_STATES.map((state) => ACCESS_WORDS[state].label)).not.toContain(undefined)
  expect(CUSTOMER_FLAGS.map((flag) => FLAG_WORDS[flag].meaning)).not.toContain(undefined)
  expect(UNMATCHED_REASONS.map((reason) => REASON_LABELS[reason])).not.toContain(undefined)
  expect(statusLabel('newer_status')).toBe('newer_status')
})

it('erasing is confirmed by the name once more, whatever its case and blanks', () => {
  expect(isConfirmed('  alice   KIM ', 'Alice Kim')).toBe(true)
  expect(isConfirmed('Alice', 'Alice Kim')).toBe(false)
  expect(isConfirmed('', '')).toBe(false)
})
