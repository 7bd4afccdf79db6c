import type { BillingItem, Tier } from '../billing.ts'
import { add, type Fraction, fraction, fromDecimal, multiply, ZERO } from './fraction.ts'

/**
 * What a licensed item costs in one of its periods, in minor units of its currency; null where that is not known. Without
 * a quantity it is one. Of quantity 0 nothing is bought: that is nothing even where the first tier has a flat amount.
 */
export function itemAmount({ quantity: told, amount, transform }: BillingItem): Fraction | null {
  const quantity = BigInt(told ?? 1)
  if (quantity <= 0n) return ZERO
  if (amount.kind === 'unknown') return null
  if (amount.kind === 'per_unit') return multiply(fromDecimal(amount.unit), fraction(packagesOf(quantity, transform)))
  const tiers = amount.tiers.toSorted((a, b) => endOf(a) - endOf(b))
  return amount.mode === 'volume' ? byVolume(tiers, quantity) : graduated(tiers, quantity)
}

/** What is charged for instead of single units (https://docs.stripe.com/api/prices/object#price_object-transform_quantity). */
function packagesOf(quantity: bigint, transform: BillingItem['transform']): bigint {
  if (!transform) return quantity
  const size = BigInt(transform.divideBy)
  return (transform.round === 'up' ? quantity + size - 1n : quantity) / size
}

/** All units at the price of the tier that the quantity falls into. */
function byVolume(tiers: readonly Tier[], quantity: bigint): Fraction | null {
  const tier = tiers.find(({ upTo }) => upTo === null || quantity <= BigInt(upTo))
  return tier ? priceIn(tier, quantity) : null
}

/** Each unit at the price of its own tier; the flat amount of each tier that is reached. */
function graduated(tiers: readonly Tier[], quantity: bigint): Fraction | null {
  let total = ZERO
  let counted = 0n
  for (const tier of tiers) {
    const end = tier.upTo === null || quantity <= BigInt(tier.upTo) ? quantity : BigInt(tier.upTo)
    total = add(total, priceIn(tier, end - counted))
    counted = end
    if (counted === quantity) return total
  }
  return null
}

function priceIn({ unit, flat }: Tier, units: bigint): Fraction {
  return add(multiply(fromDecimal(unit), fraction(units)), fromDecimal(flat))
}

function endOf({ upTo }: Tier): number {
  return upTo ?? Number.MAX_VALUE
}
