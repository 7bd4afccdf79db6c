import { describe, expect, it } from 'vitest'
import { CONDITION_FIELDS, kindOfField, OPS_OF_KIND } from '../../../worker/domain/condition-fields.ts'
import type { FieldValue, StoredCustomer } from '../../../worker/domain/customer.ts'
import { type Condition, type ConditionValue, OPS, type Op } from '../../../worker/domain/segment.ts'
import { BUILT_IN_SEGMENTS, matches, membershipOf, nextFlipAtMs } from '../../../worker/domain/segment-match.ts'
import { storedCustomer } from '../../support/customer.ts'
import { seededRandom } from '../../support/random.ts'

const NOW_MS = Date.parse('2026-11-22T12:00:00Z')
const DAY_MS = 86_400_000

const iso = (ms: number): string => new Date(ms).toISOString()
const own = (value: FieldValue) => ({ own_fields: { score: { value, set_by: 'api', set_at: iso(0) } } })

const ask = (over: Partial<StoredCustomer>, field: string, op: Op, value: ConditionValue): boolean =>
  matches([{ field, op, value }], storedCustomer(over), NOW_MS)

describe('a condition', () => {
  it.each<[Partial<StoredCustomer>, string, Op, ConditionValue, boolean]>([
    [{ stage: 'customer' }, 'stage', 'eq', 'customer', true],
    [{ stage: 'customer' }, 'stage', 'eq', 'Customer', false],
    [{ stage: null }, 'stage', 'neq', 'customer', true],
    [{ stage: null }, 'stage', 'contains', 'cust', false],
    [{ email: 'Alice@Example.com' }, 'email', 'eq', 'alice@example.com', true],
    [{ email: 'alice@example.com' }, 'email', 'contains', '@EXAMPLE.', true],
    [{ email: 'alice@example.com' }, 'email', 'in', ['ALICE@example.com'], true],
    [{ name: 'Alice Archer' }, 'name', 'contains', 'alice a', true],
    [{ name: 'Alice Archer' }, 'name', 'eq', 'alice archer', false],
    [{ user_id: 'U1' }, 'user_id', 'contains', 'u', false],
    [{ subscription_status: 'past_due' }, 'subscription_status', 'in', ['active', 'past_due'], true],
    [{ subscription_status: null }, 'subscription_status', 'in', ['active'], false],
    [{ plan: { price: 'price_1', product: 'prod_1' } }, 'plan', 'eq', 'price_1', true],
    [{ plan: { price: 'price_1', product: 'prod_1' } }, 'product', 'eq', 'prod_1', true],
    [{}, 'access', 'eq', 'none', true],
    [{}, 'email', 'is_set', true, false],
    [{}, 'email', 'is_set', false, true],
  ])('of text: %j %s %s %j is %s', (over, field, op, value, expected) => {
    expect(ask(over, field, op, value)).toBe(expected)
  })

  it.each<[Partial<StoredCustomer>, string, Op, ConditionValue, boolean]>([
    [{ quantity: 5 }, 'quantity', 'gt', 5, false],
    [{ quantity: 5 }, 'quantity', 'gte', 5, true],
    [{ quantity: 5 }, 'quantity', 'lt', 6, true],
    [{ quantity: 5 }, 'quantity', 'lte', 4, false],
    [{ quantity: 5 }, 'quantity', 'in', [4, 5], true],
    [{ quantity: 0 }, 'quantity', 'is_set', true, true],
    [{}, 'quantity', 'lt', 6, false],
    [{}, 'quantity', 'neq', 6, true],
    [own(10), 'fields.score', 'gt', 9, true],
    [own('10'), 'fields.score', 'gt', 9, false],
    [own('gold'), 'fields.score', 'contains', 'old', true],
    [own(true), 'fields.score', 'eq', true, true],
    [own(false), 'fields.score', 'is_set', true, true],
    [{}, 'fields.score', 'is_set', true, false],
    [{}, 'fields.toString', 'is_set', true, false],
  ])('of a number or an own field: %j %s %s %j is %s', (over, field, op, value, expected) => {
    expect(ask(over, field, op, value)).toBe(expected)
  })

  it.each<[Partial<StoredCustomer>, string, Op, ConditionValue, boolean]>([
    [{ tags: ['vip', 'beta'] }, 'tags', 'contains', 'vip', true],
    [{ tags: ['vip'] }, 'tags', 'contains', 'vi', false],
    [{ tags: ['vip'] }, 'tags', 'eq', 'vip', true],
    [{ tags: ['vip'] }, 'tags', 'neq', 'vip', false],
    [{ tags: [] }, 'tags', 'neq', 'vip', true],
    [{ packages: ['pro', 'seats'] }, 'packages', 'in', ['max', 'seats'], true],
    [{ flags: [] }, 'flags', 'is_set', true, false],
    [{ flags: ['double_plan'] }, 'flags', 'is_set', true, true],
  ])('of a list: %j %s %s %j is %s', (over, field, op, value, expected) => {
    expect(ask(over, field, op, value)).toBe(expected)
  })

  it('about money holds when it holds in any currency, and never where there is none', () => {
    const mrr = [
      { currency: 'eur', amount: 900 },
      { currency: 'usd', amount: 5000 },
    ]
    expect(ask({ mrr }, 'mrr', 'gte', 5000)).toBe(true)
    expect(ask({ mrr }, 'mrr', 'lt', 1000)).toBe(true)
    expect(ask({ mrr }, 'mrr', 'gt', 5000)).toBe(false)
    expect(ask({ mrr }, 'mrr', 'neq', 900)).toBe(true)
    expect(OPS.filter((op) => ask({ mrr: [] }, 'mrr', op, op === 'in' ? [0] : 0))).toEqual([])
    expect(ask({ mrr: [] }, 'mrr', 'is_set', false)).toBe(true)
  })

  it('about a moment reads times as moments, whatever their notation, and counts days from now', () => {
    const renewing = { renewal_date: '2026-11-25T12:00:00Z' }
    expect(ask(renewing, 'renewal_date', 'lte', '2026-11-25T13:00:00+01:00')).toBe(true)
    expect(ask(renewing, 'renewal_date', 'gt', '2026-11-25T11:59:59Z')).toBe(true)
    expect(ask(renewing, 'renewal_date', 'lte', { days_ahead: 3 })).toBe(true)
    expect(ask(renewing, 'renewal_date', 'lt', { days_ahead: 3 })).toBe(false)
    expect(
      ask({ last_payment: { amount: 1, currency: 'usd', at: iso(NOW_MS) } }, 'last_payment_at', 'gt', { days_ago: 1 }),
    ).toBe(true)
    expect(ask({}, 'renewal_date', 'lte', { days_ahead: 3650 })).toBe(false)
    expect(ask(renewing, 'renewal_date', 'lte', 'soon')).toBe(false)
  })

  it('that names no field, or asks what its field cannot answer, never holds', () => {
    expect(ask({}, 'constructor', 'neq', 'x')).toBe(false)
    expect(ask({}, 'fields.', 'is_set', false)).toBe(false)
    expect(ask({ email: 'b@example.com' }, 'email', 'gt', 'a@example.com')).toBe(false)
    expect(ask({ quantity: 5 }, 'quantity', 'contains', 5)).toBe(false)
    expect(ask({ renewal_date: iso(0) }, 'renewal_date', 'neq', 'x')).toBe(false)
  })

  it('is joined with the others by "and"', () => {
    const both: Condition[] = [
      { field: 'stage', op: 'eq', value: 'customer' },
      { field: 'tags', op: 'contains', value: 'vip' },
    ]
    expect(matches(both, storedCustomer({ stage: 'customer' }), NOW_MS)).toBe(false)
    expect(matches(both, storedCustomer({ stage: 'customer', tags: ['vip'] }), NOW_MS)).toBe(true)
  })
})

it('every field has a kind, and every kind its ops', () => {
  for (const [field, kind] of Object.entries(CONDITION_FIELDS)) {
    expect(kindOfField(field)).toBe(kind)
    expect(OPS_OF_KIND[kind]).toContain('is_set')
  }
  expect(kindOfField('fields.anything')).toBe('own')
  expect(kindOfField('segments')).toBeNull()
})

describe('time alone', () => {
  it('changes the answer of a moving condition at the flip, not a millisecond sooner, and not between now and then', () => {
    const random = seededRandom(2611)
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
    let flips = 0
    for (let round = 0; round < 2000; round += 1) {
      const days = Math.floor(random() * 40)
      const condition: Condition = {
        field: 'trial_end',
        op: pick(['gt', 'gte', 'lt', 'lte']),
        value: random() < 0.5 ? { days_ago: days } : { days_ahead: days },
      }
      const customer = storedCustomer({ trial_end: iso(NOW_MS + Math.floor((random() - 0.5) * 90) * DAY_MS) })
      const answer = (atMs: number): boolean => matches([condition], customer, atMs)
      const flip = nextFlipAtMs([condition], customer, NOW_MS)
      const until = flip ?? NOW_MS + 400 * DAY_MS
      for (let look = 0; look < 5; look += 1)
        expect(answer(NOW_MS + Math.floor(random() * (until - NOW_MS)))).toBe(answer(NOW_MS))
      if (flip === null) continue
      flips += 1
      expect([flip > NOW_MS, answer(flip - 1), answer(flip)]).toEqual([true, answer(NOW_MS), !answer(NOW_MS)])
      expect(nextFlipAtMs([condition], customer, flip)).toBeNull()
    }
    expect(flips).toBeGreaterThan(500)
  })

  it('changes nothing where a condition names a fixed time, or the moment is not set', () => {
    const fixed: Condition = { field: 'trial_end', op: 'gt', value: '2027-01-01T00:00:00Z' }
    expect(nextFlipAtMs([fixed], storedCustomer({ trial_end: iso(NOW_MS) }), NOW_MS)).toBeNull()
    expect(nextFlipAtMs([{ ...fixed, value: { days_ahead: 3 } }], storedCustomer(), NOW_MS)).toBeNull()
  })
})

describe('membership', () => {
  it('of the built-in segments follows status and age, and says when the age will have passed', () => {
    const stripe_created_at = iso(NOW_MS - 10 * DAY_MS)
    const customer = storedCustomer({ subscription_status: 'past_due', stripe_created_at })
    expect(membershipOf(BUILT_IN_SEGMENTS, customer, NOW_MS)).toEqual({
      ids: ['active-stripe-subscribers', 'new-stripe-customers'],
      nextFlipAtMs: NOW_MS + 20 * DAY_MS + 1,
    })
    expect(membershipOf(BUILT_IN_SEGMENTS, customer, NOW_MS + 20 * DAY_MS + 1)).toEqual({
      ids: ['active-stripe-subscribers'],
      nextFlipAtMs: null,
    })
  })

  it('tells the earliest change of several segments', () => {
    const segment = (id: string, days: number) => ({
      ...{ id, name: id, createdAtMs: 0 },
      conditions: [{ field: 'renewal_date', op: 'lte', value: { days_ahead: days } } as const],
    })
    const customer = storedCustomer({ renewal_date: iso(NOW_MS + 9 * DAY_MS) })
    expect(membershipOf([segment('a', 3), segment('b', 7), segment('c', 30)], customer, NOW_MS)).toEqual({
      ids: ['c'],
      nextFlipAtMs: NOW_MS + 2 * DAY_MS,
    })
  })
})
