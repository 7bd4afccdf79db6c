import type { SubscriptionFacts } from './stripe-object.ts'

/** A subscription in one of these is not over: its prices are in use. */
const LIVE = ['active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete']

export interface PriceUse {
  price: string
  product: string | null
  /** 1 where a subscription began to use it, -1 where it no longer does. */
  delta: 1 | -1
}

/** Which prices a subscription began or ceased to use; null stands for no subscription. */
export function usesBetween(before: SubscriptionFacts | null, after: SubscriptionFacts | null): PriceUse[] {
  const from = pricesOf(before)
  const to = pricesOf(after)
  return [
    ...[...to].filter(([price]) => !from.has(price)).map(([price, product]) => ({ price, product, delta: 1 }) as const),
    ...[...from]
      .filter(([price]) => !to.has(price))
      .map(([price, product]) => ({ price, product, delta: -1 }) as const),
  ]
}

function pricesOf(subscription: SubscriptionFacts | null): Map<string, string | null> {
  if (!subscription || !LIVE.includes(subscription.status)) return new Map()
  return new Map(
    subscription.items.flatMap(({ price, product }) => (price === null ? [] : [[price, product] as const])),
  )
}
