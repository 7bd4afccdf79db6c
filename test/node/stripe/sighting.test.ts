import { describe, expect, it } from 'vitest'
import { sightingOf } from '../../../worker/domain/decide.ts'
import { readFacts } from '../../../worker/stripe/normalise/facts.ts'
import { readEventInput, readSnapshotInput } from '../../../worker/stripe/sighting.ts'

const T0 = 1_767_225_600

function event(type: string, object: object = { id: 'x_1' }, more: object = {}) {
  return { id: 'evt_1', object: 'event', type, created: T0, data: { object, ...more } }
}

describe('what an event says about an object', () => {
  it.each([
    ['product.created', 'product', 'created', false],
    ['product.deleted', 'product', 'deleted', true],
    ['price.updated', 'price', 'updated', false],
    ['price.deleted', 'price', 'deleted', true],
    ['customer.updated', 'customer', 'updated', false],
    ['customer.deleted', 'customer', 'deleted', true],
    ['customer.subscription.created', 'subscription', 'created', false],
    ['customer.subscription.paused', 'subscription', 'updated', false],
    ['customer.subscription.trial_will_end', 'subscription', 'updated', false],
    ['customer.subscription.deleted', 'subscription', 'deleted', false],
  ])('%s is about a %s', (type, objectType, kind, gone) => {
    expect(sightingOf(readEventInput(type, () => event(type)))).toMatchObject({
      objectType,
      kind,
      gone,
      objectId: 'x_1',
      key: 'evt_1',
      at: T0,
    })
  })

  it.each([
    'invoice.paid',
    'customer.tax_id.created',
    'customer.source.updated',
    'customer.discount.deleted',
    'plan.created',
    'x',
  ])('%s is about no object that is kept', (type) => {
    expect(readEventInput(type, () => event(type))).toMatchObject({ sighting: null, why: 'no_rule' })
  })

  it('an object without an id says nothing', () => {
    expect(readEventInput('product.created', () => event('product.created', {}))).toMatchObject({
      sighting: null,
      why: 'no_object_id',
    })
  })

  it.each(['v1.billing.meter.no_meter_found', 'v2.core.event_destination.ping'])('%s is a thin event', (type) => {
    expect(readEventInput(type, () => event(type))).toMatchObject({ sighting: null, why: 'thin' })
  })

  it('is not even parsed where no rule reads its type', () => {
    const unread = (): never => {
      throw new Error('parsed')
    }
    expect(readEventInput('invoice.paid', unread)).toMatchObject({ why: 'no_rule' })
    expect(() => readEventInput('product.updated', unread)).toThrow('parsed')
  })

  it('an answer of the API is gone when Stripe says deleted, or 404', () => {
    const snapshot = { key: 'snapshot:1', objectType: 'customer', objectId: 'cus_1', asOf: T0 } as const
    expect(sightingOf(readSnapshotInput({ ...snapshot, object: { id: 'cus_1' } }))).toMatchObject({
      gone: false,
      kind: 'snapshot',
    })
    expect(sightingOf(readSnapshotInput({ ...snapshot, object: { id: 'cus_1', deleted: true } }))).toMatchObject({
      gone: true,
    })
    expect(sightingOf(readSnapshotInput({ ...snapshot, object: null }))).toMatchObject({ gone: true, kind: 'deleted' })
  })
})

describe('one reader per object', () => {
  it('reads the period of a subscription from its items or from itself, the earliest first', () => {
    const items = {
      data: [
        { id: 'si_1', current_period_end: T0 + 50 },
        { id: 'si_2', current_period_end: T0 + 20 },
      ],
    }
    expect(readFacts('subscription', { items })).toMatchObject({ current_period_end: T0 + 20 })
    expect(readFacts('subscription', { current_period_end: T0 + 9, items: { data: [] } })).toMatchObject({
      current_period_end: T0 + 9,
    })
    expect(readFacts('subscription', {})).toMatchObject({ current_period_end: null, status: 'unknown' })
  })

  it('reads ids and expanded objects alike', () => {
    const item = (price: unknown) => ({ items: { data: [{ id: 'si_1', price, quantity: 2 }] } })
    const expected = { items: [{ id: 'si_1', price: 'price_1', product: 'prod_1', quantity: 2 }] }
    expect(readFacts('subscription', item({ id: 'price_1', product: 'prod_1' }))).toMatchObject(expected)
    expect(readFacts('subscription', item({ id: 'price_1', product: { id: 'prod_1' } }))).toMatchObject(expected)
    expect(readFacts('subscription', item('price_1'))).toMatchObject({ items: [{ price: 'price_1', product: null }] })
  })

  it('keeps a fraction of a minor unit as the decimal text that Stripe sends', () => {
    expect(
      readFacts('price', { unit_amount: null, unit_amount_decimal: '0.5', recurring: { interval: 'month' } }),
    ).toMatchObject({
      unit_amount: null,
      unit_amount_decimal: '0.5',
      price_type: 'recurring',
      recurring_interval_count: 1,
    })
  })

  it.each(['product', 'price', 'customer', 'subscription'] as const)('never throws, whatever a %s holds', (type) => {
    const hostile = [
      {},
      { id: [], name: {}, items: null },
      { items: { data: 'x' }, recurring: 5, price: null, active: 'yes' },
    ]
    for (const object of hostile) expect(readFacts(type, object).type).toBe(type)
  })
})
