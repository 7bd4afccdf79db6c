import type { Stripe } from 'stripe'
import { createPrice, createProduct, updatePrice } from './actions/catalog.ts'
import type { StripeSandbox } from './sandbox.ts'

export interface DemoCatalog {
  starterMonthly: Stripe.Price
  starterYearly: Stripe.Price
  teamMonthly: Stripe.Price
  teamYearly: Stripe.Price
  /** Graduated tiers by seat. */
  teamSeats: Stripe.Price
  /** Japanese yen: no minor unit. */
  teamYen: Stripe.Price
  usage: Stripe.Price
  /** No longer sold, still paid by some. */
  archived: Stripe.Price
}

/** The sandbox's demo catalog, made at the first call. */
export function demoCatalogOf(stripe: StripeSandbox): DemoCatalog {
  if (stripe.demoPrices.size === 0) {
    for (const [name, price] of Object.entries(createDemoCatalog(stripe))) stripe.demoPrices.set(name, price.id)
  }
  const entries = [...stripe.demoPrices].map(([name, id]) => [name, stripe.prices.need(id)])
  return Object.fromEntries(entries) as DemoCatalog
}

/** Three products, and prices of each awkward kind. */
function createDemoCatalog(stripe: StripeSandbox): DemoCatalog {
  const starter = createProduct(stripe, { name: 'Starter', description: 'For one person.' })
  const team = createProduct(stripe, { name: 'Team', description: 'For a team, by seat.', unitLabel: 'seat' })
  const usage = createProduct(stripe, { name: 'API calls', description: 'Billed by what was used.' })
  const usd = { currency: 'usd' }
  const archived = createPrice(stripe, {
    ...usd,
    product: starter.id,
    unitAmount: 700,
    interval: 'month',
    nickname: 'Starter 2024',
  })
  return {
    starterMonthly: createPrice(stripe, {
      ...usd,
      product: starter.id,
      unitAmount: 900,
      interval: 'month',
      nickname: 'Starter monthly',
    }),
    starterYearly: createPrice(stripe, {
      ...usd,
      product: starter.id,
      unitAmount: 9_000,
      interval: 'year',
      nickname: 'Starter yearly',
    }),
    teamMonthly: createPrice(stripe, {
      ...usd,
      product: team.id,
      unitAmount: 2_900,
      interval: 'month',
      nickname: 'Team monthly',
    }),
    teamYearly: createPrice(stripe, {
      currency: 'eur',
      product: team.id,
      unitAmount: 29_000,
      interval: 'year',
      nickname: 'Team yearly',
    }),
    teamSeats: createPrice(stripe, {
      ...usd,
      product: team.id,
      interval: 'month',
      nickname: 'Team by seat',
      tiers: [
        { upTo: 5, unitAmount: 1_200 },
        { upTo: 20, unitAmount: 1_000 },
        { upTo: null, unitAmount: 800 },
      ],
      tiersMode: 'graduated',
    }),
    teamYen: createPrice(stripe, {
      currency: 'jpy',
      product: team.id,
      unitAmount: 3_500,
      interval: 'month',
      nickname: 'Team monthly (Japan)',
    }),
    usage: createPrice(stripe, {
      ...usd,
      product: usage.id,
      unitAmountDecimal: '0.15',
      interval: 'month',
      usageType: 'metered',
      meter: 'mtr_test_api_calls',
      nickname: 'Per API call',
    }),
    archived: updatePrice(stripe, archived.id, { active: false }),
  }
}
