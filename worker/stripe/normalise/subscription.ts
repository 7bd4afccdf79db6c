import type { JsonObject } from '../../domain/json.ts'
import type { SubscriptionFacts } from '../../domain/stripe-object.ts'
import { idOf, integer, listData, text } from './read.ts'

export function readSubscription(subscription: JsonObject): SubscriptionFacts {
  const items = listData(subscription.items)
  return {
    type: 'subscription',
    stripe_customer_id: idOf(subscription.customer),
    status: text(subscription.status) ?? 'unknown',
    currency: text(subscription.currency),
    items: items.map((item) => ({
      id: text(item.id) ?? '',
      price: idOf(item.price) ?? idOf(item.plan),
      product: productOf(item.price) ?? productOf(item.plan),
      quantity: integer(item.quantity),
    })),
    current_period_end: earliestPeriodEnd(items) ?? integer(subscription.current_period_end),
    trial_end: integer(subscription.trial_end),
    cancel_at: integer(subscription.cancel_at),
    cancel_at_period_end: subscription.cancel_at_period_end === true,
    canceled_at: integer(subscription.canceled_at),
    ended_at: integer(subscription.ended_at),
    created: integer(subscription.created),
  }
}

/** Since 2025-03-31.basil the period stands on each item, and items may differ. */
function earliestPeriodEnd(items: JsonObject[]): number | null {
  const ends = items.map((item) => integer(item.current_period_end)).filter((end) => end !== null)
  return ends.length > 0 ? Math.min(...ends) : null
}

function productOf(priceOrPlan: unknown): string | null {
  return typeof priceOrPlan === 'object' && priceOrPlan !== null ? idOf((priceOrPlan as JsonObject).product) : null
}
