import { describe, expect, it } from 'vitest'
import type { BillingDiscount } from '../../../worker/domain/billing.ts'
import type { JsonObject } from '../../../worker/domain/json.ts'
import { lackingOf, readBilling } from '../../../worker/stripe/normalise/billing.ts'
import { COUPON, HELD_COUPON, HELD_TIERED, SHAPED_VERSIONS, shapedSubscription, T0 } from './billing-shapes.ts'
import { held, NOTHING } from './known.ts'

const ALL = held({ price: { price_tiers: HELD_TIERED }, coupon: { co_1: HELD_COUPON } })
const recurring = { interval: 'month', interval_count: 1, usage_type: 'licensed' }
const readItemOf = (item: JsonObject, known = NOTHING, subscription: JsonObject = { currency: 'usd' }) => {
  const [read] = readBilling({ ...subscription, items: { data: [item] } }, known).items
  if (!read) throw new Error('No item was read.')
  return read
}

describe('the price of an item', () => {
  it('is read from its plan where there is no price', () => {
    const plan = {
      id: 'plan_1',
      amount: 900,
      currency: 'usd',
      interval: 'year',
      interval_count: 2,
      usage_type: 'metered',
    }
    expect(readItemOf({ id: 'si_1', plan: { ...plan, product: 'prod_1' } })).toMatchObject({
      ...{ price: 'plan_1', product: 'prod_1', amount: { kind: 'per_unit', unit: '900' } },
      recurring: { interval: 'year', intervalCount: 2, usageType: 'metered' },
    })
    const decimal = { ...plan, amount: null, amount_decimal: '0.5', transform_usage: { divide_by: 5, round: 'down' } }
    expect(readItemOf({ plan: decimal })).toMatchObject({
      ...{ amount: { kind: 'per_unit', unit: '0.5' }, transform: { divideBy: 5, round: 'down' } },
    })
    const tiers = [{ up_to: null, unit_amount: 3, flat_amount: 9 }]
    expect(readItemOf({ plan: { ...plan, billing_scheme: 'tiered', tiers_mode: 'volume', tiers } }).amount).toEqual({
      ...{ kind: 'tiers', mode: 'volume', tiers: [{ upTo: null, unit: '3', flat: '9' }] },
    })
  })

  it('is the exact decimal where both are told', () => {
    expect(readItemOf({ price: { unit_amount: 1, unit_amount_decimal: '0.5' } }).amount).toEqual({
      ...{ kind: 'per_unit', unit: '0.5' },
    })
  })

  it('is taken from the price that is held where its id is all there is', () => {
    const price = { id: 'price_1', product: 'prod_1', currency: 'usd', unit_amount: 700, recurring }
    const known = held({ price: { price_1: price } })
    expect(readItemOf({ price: 'price_1' }, known)).toEqual(readItemOf({ price }))
    expect(readItemOf({ price: 'price_1' })).toMatchObject({
      ...{ price: 'price_1', recurring: null, amount: { kind: 'unknown', lacks: 'amount' } },
    })
  })

  it('is not known where the customer chooses it, unless it is told after all', () => {
    const custom = { custom_unit_amount: { maximum: null, minimum: null, preset: null } }
    expect(readItemOf({ price: { ...custom, unit_amount: null } }).amount).toEqual({
      ...{ kind: 'unknown', lacks: 'custom_amount' },
    })
    expect(readItemOf({ price: { ...custom, unit_amount: 5 } }).amount).toEqual({ kind: 'per_unit', unit: '5' })
  })

  it('is the one in the subscription’s currency where it has several, told or held', () => {
    const tiers = [{ up_to: null, unit_amount: 3 }]
    const price = { id: 'price_1', currency: 'usd', unit_amount_decimal: '1000', tax_behavior: 'exclusive' }
    const options = { currency_options: { eur: { unit_amount: 900, tax_behavior: 'inclusive' }, gbp: { tiers } } }
    const eur = { currency: 'eur', amount: { kind: 'per_unit', unit: '900' }, taxBehavior: 'inclusive' }
    expect(readItemOf({ price: { ...price, ...options } }, NOTHING, { currency: 'eur' })).toMatchObject(eur)
    const known = held({ price: { price_1: { ...price, ...options } } })
    expect(readItemOf({ price }, known, { currency: 'eur' })).toMatchObject(eur)
    expect(readItemOf({ price }, known, { currency: 'usd' })).toMatchObject({
      currency: 'usd',
      amount: { unit: '1000' },
    })
    expect(readItemOf({ price }, NOTHING, { currency: 'eur' })).toMatchObject({ currency: 'usd' })
    expect(
      readItemOf({ price: { ...price, ...options, tiers_mode: 'volume' } }, NOTHING, { currency: 'gbp' }),
    ).toMatchObject({
      ...{ currency: 'gbp', amount: { kind: 'tiers' } },
    })
  })

  it('has no packages of nothing, and no interval shorter than one', () => {
    const price = { transform_quantity: { divide_by: 0, round: 'up' }, recurring: { ...recurring, interval_count: 0 } }
    expect(readItemOf({ price })).toMatchObject({ transform: null, recurring: { intervalCount: 1 } })
  })

  it('of an item that was deleted says so', () => {
    expect(readItemOf({ id: 'si_1', deleted: true }).deleted).toBe(true)
  })
})

describe('a discount', () => {
  const terms = { id: 'co_1', duration: 'repeating', percentOff: null, amountOff: 500, currency: 'eur' }
  const bare = { amountOffIn: {}, appliesTo: null }

  it('of an item is read like one of the subscription', () => {
    const discounts = [{ id: 'di_1', end: null, source: { type: 'coupon', coupon: 'co_1' } }]
    const expected = [{ id: 'di_1', couponId: 'co_1', coupon: { ...terms, ...bare }, end: null }]
    const known = held({ coupon: { co_1: COUPON } })
    expect(readItemOf({ discounts }, known).discounts).toEqual(expected)
    expect(readBilling({ discounts }, known).discounts).toEqual(expected)
  })

  it('that is a bare id is what the former reading knew', () => {
    const former: BillingDiscount = { id: 'di_1', couponId: 'co_1', coupon: { ...terms, ...bare }, end: T0 }
    expect(readBilling({ discounts: ['di_1'] }, held({ discount: { di_1: former } })).discounts).toEqual([former])
    const named = { ...former, coupon: null }
    const known = held({ discount: { di_1: named }, coupon: { co_1: COUPON } })
    expect(readBilling({ discounts: ['di_1'] }, known).discounts).toEqual([former])
    expect(readBilling({ discounts: ['di_1'] }, NOTHING).discounts).toEqual([
      { id: 'di_1', couponId: null, coupon: null, end: null },
    ])
  })

  it('has a percentage with its decimals', () => {
    const discounts = [{ id: 'di_1', coupon: { id: 'co_2', duration: 'forever', percent_off: 33.333 } }]
    expect(readBilling({ discounts }, NOTHING).discounts[0]?.coupon).toMatchObject({
      ...{ duration: 'forever', percentOff: '33.333', amountOff: null },
    })
  })
})

describe('what should be fetched', () => {
  it('are prices without their tiers and coupons without their terms, each once', () => {
    const price = (id: string) => ({ id, billing_scheme: 'tiered', tiers_mode: 'volume', recurring })
    const discount = (coupon: unknown) => ({ id: 'di_1', source: { type: 'coupon', coupon } })
    const data = [
      { price: price('price_1'), discounts: [discount('co_1')] },
      { price: price('price_1'), discounts: [discount(COUPON)] },
      { price: 'price_2' },
      { price: { id: 'price_3', unit_amount: 5, recurring } },
      { price: { id: 'price_4', unit_amount: null, custom_unit_amount: {}, recurring } },
      { price: { id: 'price_5', recurring } },
    ]
    expect(
      lackingOf(readBilling({ items: { data }, discounts: [discount('co_1'), discount('co_2'), 'di_9'] }, NOTHING)),
    ).toEqual([
      { objectType: 'price', objectId: 'price_1' },
      { objectType: 'price', objectId: 'price_2' },
      { objectType: 'coupon', objectId: 'co_1' },
      { objectType: 'coupon', objectId: 'co_2' },
    ])
  })

  it('is nothing once it is held', () => {
    for (const version of SHAPED_VERSIONS) expect(lackingOf(readBilling(shapedSubscription(version), ALL))).toEqual([])
  })
})

it('a coupon of which Stripe answers no more than its id, since it was deleted, is one whose terms are not known', () => {
  const known = held({ coupon: { co_gone: { id: 'co_gone', object: 'coupon', deleted: true } } })
  const read = readBilling({ discounts: [{ id: 'di_1', source: { coupon: 'co_gone' } }] }, known)
  expect(read.discounts).toEqual([{ id: 'di_1', couponId: 'co_gone', coupon: null, end: null }])
})
