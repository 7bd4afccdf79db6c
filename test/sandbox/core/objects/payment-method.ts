import type { Stripe } from 'stripe'
import type { Maker } from '../maker.ts'

const BRANDS = [
  { brand: 'visa', last4: '4242', network: 'visa' },
  { brand: 'mastercard', last4: '4444', network: 'mastercard' },
  { brand: 'amex', last4: '0005', network: 'amex' },
] as const

/** What a card number tells to whoever may not know it. */
export interface CardFace {
  brand: string
  last4: string
  exp_month: number
  exp_year: number
  country: string
  funding: string
  fingerprint: string
}

export function drawCard(stripe: Maker): CardFace {
  const { brand, last4 } = stripe.random.pick(BRANDS)
  return {
    brand,
    last4,
    exp_month: stripe.random.int(1, 12),
    exp_year: new Date(stripe.now() * 1000).getUTCFullYear() + stripe.random.int(1, 5),
    country: 'US',
    funding: 'credit',
    fingerprint: stripe.random.chars(16),
  }
}

export function buildPaymentMethod(
  stripe: Maker,
  customer: Stripe.Customer | null,
  card: CardFace,
): Stripe.PaymentMethod {
  return {
    id: stripe.newId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: {
      address: customer?.address ?? emptyAddress(),
      email: customer?.email ?? null,
      name: customer?.name ?? null,
      phone: null,
      tax_id: null,
    },
    card: {
      ...card,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      display_brand: card.brand,
      generated_from: null,
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: stripe.now(),
    customer: customer?.id ?? null,
    customer_account: null,
    livemode: stripe.livemode,
    metadata: {},
    type: 'card',
  }
}

export function emptyAddress(): Stripe.Address {
  return { city: null, country: null, line1: null, line2: null, postal_code: null, state: null }
}
