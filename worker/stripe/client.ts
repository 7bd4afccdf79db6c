import type Stripe from 'stripe'
import type { JsonObject } from '../domain/json.ts'
import type { ObjectType } from '../domain/stripe-object.ts'

export interface StripeReader {
  /** The whole object, or null where Stripe says it does not exist; every other error is Stripe's and thrown. */
  retrieve(type: ObjectType, id: string): Promise<JsonObject | null>
}

const TIMEOUT_MS = 20_000

/** Loaded when first needed: receiving events does not want the SDK's start-up time. */
export async function createStripeReader(apiKey: string, apiBase: string): Promise<StripeReader> {
  const { default: StripeSdk } = await import('stripe')
  const { hostname, port, protocol } = new URL(apiBase)
  const stripe = new StripeSdk(apiKey, {
    apiVersion: '2026-10-28.endive',
    httpClient: StripeSdk.createFetchHttpClient(),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
    host: hostname,
    protocol: protocol === 'http:' ? 'http' : 'https',
    port: port || (protocol === 'http:' ? 80 : 443),
  })
  return {
    async retrieve(type, id) {
      try {
        return asJson(await RETRIEVE[type](stripe, id))
      } catch (error) {
        if (error instanceof StripeSdk.errors.StripeInvalidRequestError && error.statusCode === 404) return null
        throw error
      }
    },
  }
}

/** The SDK answers decimals as objects of a class, which cross no boundary; as JSON they are text, as in events. */
function asJson(object: object): JsonObject {
  return JSON.parse(JSON.stringify(object)) as JsonObject
}

const RETRIEVE: Record<ObjectType, (stripe: Stripe, id: string) => Promise<object>> = {
  product: (stripe, id) => stripe.products.retrieve(id),
  price: (stripe, id) => stripe.prices.retrieve(id),
  customer: (stripe, id) => stripe.customers.retrieve(id),
  subscription: (stripe, id) => stripe.subscriptions.retrieve(id),
}
