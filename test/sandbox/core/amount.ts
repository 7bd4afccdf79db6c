import type { Stripe } from 'stripe'
import type { PriceTier } from './objects/price.ts'
import type { StripeSandbox } from './sandbox.ts'

/** What one period of a price costs in minor units: per unit, by tiers, or in packages of units. */
export function amountOf(stripe: StripeSandbox, price: Stripe.Price, quantity: number): number {
  if (price.recurring?.usage_type === 'metered') return 0
  const units = packagesOf(price, quantity)
  const tiers = stripe.tiers.get(price.id)
  if (tiers) return price.tiers_mode === 'volume' ? volumeAmount(tiers, units) : graduatedAmount(tiers, units)
  return Math.round(Number(price.unit_amount_decimal ?? 0) * units)
}

function packagesOf(price: Stripe.Price, quantity: number): number {
  const transform = price.transform_quantity
  if (!transform) return quantity
  const packages = quantity / transform.divide_by
  return transform.round === 'up' ? Math.ceil(packages) : Math.floor(packages)
}

/** All units at the price of the tier the last one falls into. */
function volumeAmount(tiers: readonly PriceTier[], units: number): number {
  const tier = tiers.find((candidate) => candidate.upTo === null || units <= candidate.upTo)
  return tier ? (tier.unitAmount ?? 0) * units + (tier.flatAmount ?? 0) : 0
}

/** Each unit at the price of its own tier. */
function graduatedAmount(tiers: readonly PriceTier[], units: number): number {
  let amount = 0
  let counted = 0
  for (const tier of tiers) {
    if (counted >= units) break
    const upTo = Math.min(units, tier.upTo ?? units)
    amount += (upTo - counted) * (tier.unitAmount ?? 0) + (tier.flatAmount ?? 0)
    counted = upTo
  }
  return amount
}
