import { describe, expect, it } from 'vitest'
import { explainValue, valueText } from '../../../dashboard/features/events/explain-value.ts'
import { payloadCurrency, previousAttributes } from '../../../dashboard/features/events/previous-attributes.ts'

function payload(object: Record<string, unknown>, previous_attributes?: Record<string, unknown>) {
  return { data: { object, ...(previous_attributes ? { previous_attributes } : {}) } }
}

describe('previousAttributes', () => {
  it('sets old beside new', () => {
    expect(previousAttributes(payload({ status: 'past_due' }, { status: 'active' }))).toEqual([
      { path: 'status', field: 'status', from: 'active', to: 'past_due' },
    ])
  })

  it('goes into objects and arrays and names only the leaves that differ', () => {
    const now = { items: { data: [{ id: 'si_1', quantity: 3 }] }, metadata: { plan: 'team', seats: '3' } }
    const before = { items: { data: [{ id: 'si_1', quantity: 2 }] }, metadata: { seats: null } }
    expect(previousAttributes(payload(now, before))).toEqual([
      { path: 'items.data.0.quantity', field: 'quantity', from: 2, to: 3 },
      { path: 'metadata.seats', field: 'seats', from: null, to: '3' },
    ])
  })

  it('tells what is gone', () => {
    expect(previousAttributes(payload({ pause_collection: null }, { pause_collection: { behavior: 'void' } }))).toEqual(
      [{ path: 'pause_collection.behavior', field: 'behavior', from: 'void', to: undefined }],
    )
  })

  it('is empty where Stripe says nothing', () => {
    expect(previousAttributes(payload({ status: 'active' }))).toEqual([])
    expect(previousAttributes({})).toEqual([])
  })
})

describe('explainValue', () => {
  const context = { currency: 'jpy', timeZone: 'UTC' }

  it.each([
    ['current_period_end', 1_795_293_600, '21 Nov 2026, 20:40:00 UTC'],
    ['subscription.canceled_at', 1_795_293_600, '21 Nov 2026, 20:40:00 UTC'],
    ['amount_due', 2500, '2,500 JPY'],
    ['price.unit_amount', 2500, '2,500 JPY'],
  ])('reads %s', (field, value, meaning) => {
    expect(explainValue(value, { ...context, field })).toBe(meaning)
  })

  it.each([
    ['quantity', 1_795_293_600],
    ['trial_end', null],
    ['canceled_at', 12],
    ['amount_due', '2500'],
    ['unit_amount_decimal', 2500],
  ])('adds nothing to %s: %j', (field, value) => {
    expect(explainValue(value, { ...context, field })).toBeNull()
  })

  it('knows no money without a currency', () => {
    expect(explainValue(2500, { field: 'amount_due', currency: null })).toBeNull()
    expect(payloadCurrency({ data: { object: { currency: 'eur' } } })).toBe('eur')
    expect(payloadCurrency(null)).toBeNull()
  })
})

it('values read in one line', () => {
  expect([null, undefined, '', 'a', 0, false, ['x'], { a: 1 }].map(valueText)).toEqual([
    '—',
    '—',
    '—',
    'a',
    '0',
    'false',
    '["x"]',
    '{"a":1}',
  ])
})
