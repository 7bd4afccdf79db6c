import type { Stripe } from 'stripe'

/**
 * A decimal as it stands on the wire: text. The SDK types it as its Decimal class, which only exists in what its own
 * client parsed; webhook payloads carry the text.
 */
export function decimal(value: number | string): Stripe.Decimal {
  return String(value) as unknown as Stripe.Decimal
}
