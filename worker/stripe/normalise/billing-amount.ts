import type { ItemAmount, Tier } from '../../domain/billing.ts'
import { isJsonObject, type JsonObject } from '../../domain/json.ts'
import { decimalText, integer } from './read.ts'

/** What a price costs, by unit or by tiers, as far as it says. */
export function readAmount(price: JsonObject): ItemAmount {
  if (price.billing_scheme === 'tiered' || Array.isArray(price.tiers)) return readTiers(price)
  const unit = decimalText(price.unit_amount_decimal) ?? decimalText(price.unit_amount)
  if (unit !== null) return { kind: 'per_unit', unit }
  return { kind: 'unknown', lacks: isJsonObject(price.custom_unit_amount) ? 'custom_amount' : 'amount' }
}

function readTiers({ tiers, tiers_mode: mode }: JsonObject): ItemAmount {
  if (!Array.isArray(tiers)) return { kind: 'unknown', lacks: 'tiers' }
  if (mode !== 'volume' && mode !== 'graduated') return { kind: 'unknown', lacks: 'amount' }
  return { kind: 'tiers', mode, tiers: tiers.filter(isJsonObject).map(readTier) }
}

function readTier(tier: JsonObject): Tier {
  return {
    upTo: integer(tier.up_to),
    unit: decimalText(tier.unit_amount_decimal) ?? decimalText(tier.unit_amount) ?? '0',
    flat: decimalText(tier.flat_amount_decimal) ?? decimalText(tier.flat_amount) ?? '0',
  }
}
