import type { Stripe } from 'stripe'
import { asRequest, change, emitChange } from '../emit.ts'
import { AS_IT_HAPPENS } from '../flow-orders.ts'
import type { StripeSandbox } from '../sandbox.ts'
import { needSubscription } from './subscription-reading.ts'

/** Changes what has no further consequences: metadata, description, the card. */
export function updateSubscription(
  stripe: StripeSandbox,
  id: string,
  patch: Partial<Pick<Stripe.Subscription, 'default_payment_method' | 'description' | 'metadata'>>,
): Stripe.Subscription {
  return asRequest(stripe, AS_IT_HAPPENS, () => {
    needSubscription(stripe, id)
    const [before, after] = change(stripe.subscriptions, id, patch)
    emitChange(stripe, 'customer.subscription.updated', before, after)
    return after
  })
}
