import { describe, expect, it } from 'vitest'
import { sightingOf } from '../../../worker/domain/decide.ts'
import { OBJECT_TYPES } from '../../../worker/domain/stripe-object.ts'
import { readFacts } from '../../../worker/stripe/normalise/facts.ts'
import { readEventInput, readSnapshotInput } from '../../../worker/stripe/sighting.ts'

const T0 = 1_767_225_600

function event(type: string, object: object = { id: 'x_1' }, more: object = {}) {
  return { id: 'evt_1', object: 'event', type, created: T0, data: { object, ...more } }
}

function stored(type: string) {
  return { key: 'evt_1', type, created: T0 }
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
    ['coupon.deleted', 'coupon', 'deleted', true],
    ['invoice.paid', 'invoice', 'updated', false],
    ['invoice.deleted', 'invoice', 'deleted', true],
    ['charge.refunded', 'charge', 'updated', false],
  ])('%s is about a %s', (type, objectType, kind, gone) => {
    expect(sightingOf(readEventInput(stored(type), () => event(type)))).toMatchObject({
      objectType,
      kind,
      gone,
      objectId: 'x_1',
      key: 'evt_1',
      at: T0,
    })
  })

  it.each([
    'invoice.upcoming',
    'customer.tax_id.created',
    'customer.source.updated',
    'customer.discount.deleted',
    'plan.created',
    'x',
  ])('%s is about no object that is kept', (type) => {
    expect(readEventInput(stored(type), () => event(type))).toMatchObject({ sighting: null, why: 'no_rule' })
  })

  it('an object without an id says nothing', () => {
    expect(readEventInput(stored('product.created'), () => event('product.created', {}))).toMatchObject({
      sighting: null,
      why: 'no_object_id',
    })
  })

  it.each(['v1.billing.meter.no_meter_found', 'v2.core.event_destination.ping'])('%s is a thin event', (type) => {
    expect(readEventInput(stored(type), () => event(type))).toMatchObject({ sighting: null, why: 'thin' })
  })

  it('is not even parsed where no rule reads its type', () => {
    const unread = (): never => {
      throw new Error('parsed')
    }
    expect(readEventInput(stored('plan.created'), unread)).toMatchObject({ why: 'no_rule' })
    expect(() => readEventInput(stored('product.updated'), unread)).toThrow('parsed')
  })

  it('an answer of the API is gone when Stripe says deleted, or 404', () => {
    const snapshot = {
      key: 'snapshot:1',
      objectType: 'customer',
      objectId: 'cus_1',
      asOf: T0,
      source: 'refetch',
    } as const
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

describe('what a payload lacks', () => {
  const sight = (type: string, object: object) =>
    sightingOf(readEventInput(stored(type), () => event(type, { id: 'x_1', ...object })))

  it.each([
    ['price.updated', { billing_scheme: 'tiered' }, true],
    ['price.updated', { billing_scheme: 'tiered', tiers: [] }, false],
    ['price.updated', { billing_scheme: 'per_unit' }, false],
    ['customer.subscription.updated', { items: { data: [], has_more: true } }, true],
    ['customer.subscription.updated', { items: { data: [], has_more: false } }, false],
    ['customer.subscription.updated', { discounts: ['di_1'] }, true],
    ['customer.subscription.updated', { discounts: [{ id: 'di_1' }] }, false],
    ['customer.subscription.updated', { items: { data: [{ discounts: ['di_1'] }] } }, true],
    ['invoice.paid', { lines: { data: [], has_more: true } }, true],
    ['customer.updated', { sources: { has_more: true } }, false],
  ])('%s with %j is incomplete: %j', (type, object, incomplete) => {
    expect(sight(type, object)).toMatchObject({ incomplete })
  })

  it('names what an object belongs to, in the places of every API version, each once', () => {
    const item = (price: unknown) => ({ id: 'si_1', price, discounts: [{ id: 'di_1', coupon: { id: 'old' } }] })
    const subscription = {
      customer: { id: 'cus_1' },
      items: { data: [item({ id: 'price_1' }), item('price_1'), item('price_2')] },
      discounts: [{ id: 'di_2', source: { type: 'coupon', coupon: 'new' } }, 'di_3'],
    }
    expect(sight('customer.subscription.updated', subscription)?.refersTo.map(({ objectId }) => objectId)).toEqual([
      'cus_1',
      'price_1',
      'old',
      'price_2',
      'new',
    ])
    const refs = [
      { objectType: 'customer', objectId: 'cus_1' },
      { objectType: 'subscription', objectId: 'sub_1' },
    ]
    const parent = { type: 'subscription_details', subscription_details: { subscription: 'sub_1' } }
    expect(sight('invoice.paid', { customer: 'cus_1', parent })?.refersTo).toEqual(refs)
    expect(sight('invoice.paid', { customer: 'cus_1', subscription: 'sub_1' })?.refersTo).toEqual(refs)
  })

  it('an import brings what its objects belong to, but for disputes, whose charge may be from before its months', () => {
    const page = { key: 'snapshot:1', asOf: 1, source: 'import' }
    const invoice = { ...page, objectType: 'invoice', objectId: 'in_1', object: { customer: 'cus_1' } } as const
    const dispute = { ...page, objectType: 'dispute', objectId: 'du_1', object: { charge: 'ch_1' } } as const
    expect(sightingOf(readSnapshotInput(invoice))?.refersTo).toEqual([])
    expect(sightingOf(readSnapshotInput(dispute))?.refersTo).toEqual([{ objectType: 'charge', objectId: 'ch_1' }])
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

  it.each(OBJECT_TYPES)('never throws, whatever a %s holds', (type) => {
    const hostile = [
      {},
      { id: [], name: {}, items: null },
      { items: { data: 'x' }, recurring: 5, price: null, active: 'yes' },
    ]
    for (const object of hostile) expect(readFacts(type, object).type).toBe(type)
  })
})
