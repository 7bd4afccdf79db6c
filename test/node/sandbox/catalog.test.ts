import { expect, it } from 'vitest'
import { deletePrice, updatePrice, updateProduct } from '../../sandbox/core/actions/catalog.ts'
import { payOnce } from '../../sandbox/core/actions/payments.ts'
import { advance } from '../../sandbox/core/advance.ts'
import { amountOf } from '../../sandbox/core/amount.ts'
import { buildPrice, type PriceFields } from '../../sandbox/core/objects/price.ts'
import { StripeSandbox } from '../../sandbox/core/sandbox.ts'
import { aProduct, aSubscriber, somebodyWithCard } from '../../sandbox/core/triggers/stage.ts'

const NOW = 1_795_200_000

it.each([
  ['per unit', { unitAmount: 900 }, 3, 2_700],
  ['below a minor unit, rounded at the end', { unitAmountDecimal: '0.15' }, 10, 2],
  ['in packages, rounded up', { unitAmount: 500, transformQuantity: { divide_by: 10, round: 'up' } }, 11, 1_000],
  ['by graduated tiers', { tiers: tiers(), tiersMode: 'graduated' }, 7, 5 * 100 + 2 * 80],
  ['by volume tiers', { tiers: tiers(), tiersMode: 'volume' }, 7, 7 * 80],
  ['by usage, which nobody reported', { unitAmount: 5, usageType: 'metered' }, 1, 0],
] as const satisfies readonly [string, Partial<PriceFields>, number, number][])(
  'charges a price %s',
  (_, fields, quantity, amount) => {
    const stripe = new StripeSandbox({ seed: 1, now: NOW })
    const price = buildPrice(stripe, { product: 'prod_x', currency: 'usd', interval: 'month', ...fields })
    if ('tiers' in fields) stripe.tiers.set(price.id, fields.tiers)
    expect(amountOf(stripe, price, quantity)).toBe(amount)
  },
)

it('does not delete a price that a subscription uses, but archives it', () => {
  const stripe = new StripeSandbox({ seed: 1, now: NOW })
  const { price } = aSubscriber(stripe)
  expect(() => deletePrice(stripe, price.id)).toThrow(/archive it instead/)
  expect(updatePrice(stripe, price.id, { active: false }).active).toBe(false)
})

it('emits nothing for an update that changes nothing', () => {
  const stripe = new StripeSandbox({ seed: 1, now: NOW })
  const product = aProduct(stripe)
  advance(stripe, 60)
  const before = stripe.events.size
  expect(updateProduct(stripe, product.id, { name: product.name })).toBe(product)
  expect(stripe.events.size).toBe(before)
})

it('tells the balance transaction of a one-time payment two seconds later', () => {
  const stripe = new StripeSandbox({ seed: 1, now: NOW })
  const { customer, card } = somebodyWithCard(stripe)
  const fields = { customer, amount: 2_000, currency: 'usd', description: 'Ticket', method: card }
  expect(payOnce(stripe, fields).charge?.balance_transaction).toBeNull()
  advance(stripe, 2)
  const told = stripe.events.all().at(-1)
  expect(told).toMatchObject({ type: 'charge.updated', created: NOW + 2 })
  expect(told?.data.previous_attributes).toEqual({ balance_transaction: null })
})

function tiers() {
  return [
    { upTo: 5, unitAmount: 100 },
    { upTo: null, unitAmount: 80 },
  ]
}
