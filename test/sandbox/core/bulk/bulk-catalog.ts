import type { Stripe } from 'stripe'
import { buildCoupon } from '../objects/coupon.ts'
import { buildPrice, type PriceFields, type PriceTier } from '../objects/price.ts'
import { buildProduct } from '../objects/product.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { BulkIds } from './bulk-ids.ts'
import { makerAt } from './bulk-maker.ts'
import type { BulkSeed } from './bulk-seed.ts'

export interface BulkCatalog {
  products: Stripe.Product[]
  prices: Stripe.Price[]
  coupons: Stripe.Coupon[]
  tiers: Map<string, PriceTier[]>
}

/** More than an embedded list shows. */
export const ADD_ONS = 14

const PLANS: readonly (Partial<PriceFields> & { interval: PriceFields['interval'] })[] = [
  { nickname: 'Basic monthly', unitAmount: 900, interval: 'month' },
  { nickname: 'Basic yearly', unitAmount: 9_000, interval: 'year' },
  { nickname: 'Pro monthly', unitAmount: 2_900, interval: 'month' },
  { nickname: 'Pro quarterly', unitAmount: 8_100, interval: 'month', intervalCount: 3 },
  { nickname: 'Pro yearly (EUR)', unitAmount: 27_000, currency: 'eur', interval: 'year' },
  { nickname: 'Pro monthly (JPY)', unitAmount: 3_500, currency: 'jpy', interval: 'month' },
  {
    nickname: 'Seats, graduated',
    interval: 'month',
    tiersMode: 'graduated',
    tiers: [
      { upTo: 5, unitAmount: 1_200 },
      { upTo: 20, unitAmount: 1_000 },
      { upTo: null, unitAmount: 800 },
    ],
  },
  {
    nickname: 'Seats, volume',
    interval: 'month',
    tiersMode: 'volume',
    tiers: [
      { upTo: 10, unitAmount: 1_100, flatAmount: 500 },
      { upTo: null, unitAmount: 700, flatAmount: 0 },
    ],
  },
  { nickname: 'Requests', unitAmountDecimal: '0.15', interval: 'month', usageType: 'metered', meter: 'mtr_bulk' },
]

/** The plans first, in the order of PLANS, then the add-ons. */
export function bulkCatalog(stripe: StripeSandbox, seed: BulkSeed): BulkCatalog {
  const ids = new BulkIds('catalog', seed.seed, 0)
  const maker = makerAt(stripe, seed.from, ids.chanceAt(0))
  const plan = buildProduct(maker, { name: 'Plan', metadata: { tier: 'base' } })
  const addOn = buildProduct(maker, { name: 'Add-on' })
  const prices = [
    ...PLANS.map((fields) => buildPrice(maker, { product: plan.id, currency: 'usd', ...fields })),
    ...Array.from({ length: ADD_ONS }, (_, index) =>
      buildPrice(maker, {
        product: addOn.id,
        currency: 'usd',
        unitAmount: 100 * (index + 1),
        interval: 'month',
        nickname: `Add-on ${index + 1}`,
      }),
    ),
  ]
  const tiers = new Map(PLANS.flatMap(({ tiers: of }, index) => (of ? [[(prices[index] as Stripe.Price).id, of]] : [])))
  const coupons = [
    buildCoupon(maker, { name: 'A fifth off', percentOff: 20, duration: 'forever' }),
    buildCoupon(maker, { name: 'Three off', amountOff: { amount: 300, currency: 'usd' }, duration: 'forever' }),
  ]
  return { products: [plan, addOn], prices, coupons, tiers }
}

export const PLAN_COUNT = PLANS.length
