import type { StoredCustomer } from '../domain/customer.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { readSubscription } from '../stripe/normalise/subscription.ts'

interface Plan {
  product: string | null
  price: string | null
}

/** Every plan that a mail may name: the customer's own, and what the event is about, which they may have no more. */
export function plansNamed(customer: StoredCustomer | null, payload: JsonObject | null): Plan[] {
  const data = isJsonObject(payload?.data) ? payload.data : {}
  const object = isJsonObject(data.object) ? data.object : {}
  return [
    ...(customer?.plan ? [customer.plan] : []),
    ...(customer?.subscriptions ?? []).flatMap(({ items }) => items),
    ...(object.object === 'subscription' ? readSubscription(object).items : []),
  ]
}
