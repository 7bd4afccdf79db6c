import type { Stripe } from 'stripe'
import { planOf } from '../objects/price.ts'
import type { StripeSandbox } from '../sandbox.ts'

/** A subscription, or an item of one, with its prices as they are now; a price that changes tells no subscription. */
export function withPresentPrices<T extends object>(stripe: StripeSandbox, object: T): T {
  const { object: kind } = object as { object?: unknown }
  if (kind === 'subscription_item') return itemNow(stripe, object as unknown as Stripe.SubscriptionItem) as unknown as T
  if (kind !== 'subscription') return object
  const { items } = object as unknown as Stripe.Subscription
  return { ...object, items: { ...items, data: items.data.map((item) => itemNow(stripe, item)) } }
}

function itemNow(stripe: StripeSandbox, item: Stripe.SubscriptionItem): Stripe.SubscriptionItem {
  const price = stripe.prices.get(item.price.id)
  return price && price !== item.price ? { ...item, price, plan: planOf(price) ?? item.plan } : item
}
