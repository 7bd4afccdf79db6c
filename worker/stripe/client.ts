import type Stripe from 'stripe'
import type { JsonObject } from '../domain/json.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { type Failure, readFailure } from './failure.ts'

export const STRIPE_API_VERSION = '2026-10-28.endive'

export type Params = Record<string, string | number | boolean | readonly string[] | Record<string, string | number>>

/** Stripe's API as one account sees it. Every answer and every refusal is a value; nothing is thrown for what Stripe said. */
export interface StripeClient {
  /** Answered as in events: decimals are text. */
  get(path: string, params?: Params): Promise<Result<JsonObject, Failure>>
  post(path: string, params: Params): Promise<Result<JsonObject, Failure>>
  delete(path: string): Promise<Result<JsonObject, Failure>>
}

export interface ClientOptions {
  apiKey: string
  /** The origin that stands for every Stripe host. */
  apiBase: string
  /** Value of the header Stripe-Account; null where the key is the account's own. */
  stripeAccount?: string | null
  /** Retries of the SDK after a lost connection or a 5xx; a caller that paces itself wants none. */
  maxNetworkRetries?: number
}

const TIMEOUT_MS = 20_000

/** Loads the SDK when first needed: receiving events does not want its start-up time. */
export async function createStripeClient(options: ClientOptions): Promise<StripeClient> {
  const { default: StripeSdk } = await import('stripe')
  const { hostname, port, protocol } = new URL(options.apiBase)
  const stripe = new StripeSdk(options.apiKey, {
    apiVersion: STRIPE_API_VERSION,
    httpClient: StripeSdk.createFetchHttpClient(),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: options.maxNetworkRetries ?? 1,
    telemetry: false,
    host: hostname,
    protocol: protocol === 'http:' ? 'http' : 'https',
    port: port || (protocol === 'http:' ? 80 : 443),
    ...(options.stripeAccount ? { stripeAccount: options.stripeAccount } : {}),
  })
  return {
    get: (path, params = {}) => call(stripe, 'GET', `${path}${queryOf(params)}`),
    post: (path, params) => call(stripe, 'POST', path, params),
    delete: (path) => call(stripe, 'DELETE', path),
  }
}

/** `rawRequest` and not the SDK's resources: these turn decimals into objects of a class, which cross no boundary. */
async function call(
  stripe: Stripe,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  params?: Params,
): Promise<Result<JsonObject, Failure>> {
  try {
    const { lastResponse: _lastResponse, ...answer } = await stripe.rawRequest(method, path, params)
    return ok(answer as JsonObject)
  } catch (error) {
    return fail(readFailure(error))
  }
}

/** Stripe's bracket form: `expand[0]=data.tiers&created[gte]=1`. */
function queryOf(params: Params): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) for (const [at, item] of value.entries()) query.append(`${name}[${at}]`, String(item))
    else if (typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) query.append(`${name}[${key}]`, String(inner))
    else query.append(name, String(value))
  }
  return query.size > 0 ? `?${query}` : ''
}
