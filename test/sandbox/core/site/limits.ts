import { StripeProblem } from '../stripe-problem.ts'

export const LIMIT_REASONS = [
  'global-rate',
  'endpoint-rate',
  'global-concurrency',
  'endpoint-concurrency',
  'lock_timeout',
] as const
export type LimitReason = (typeof LIMIT_REASONS)[number]

/** What one account may ask of the API in one mode; null lifts a limit. */
export interface Limits {
  requestsPerSecond: number | null
  /** Of one operation, such as listing customers. */
  endpointRequestsPerSecond: number | null
  searchesPerSecond: number | null
  /** Requests under way at once. */
  concurrent: number | null
  endpointConcurrent: number | null
}

export const NO_LIMITS: Limits = {
  requestsPerSecond: null,
  endpointRequestsPerSecond: null,
  searchesPerSecond: null,
  concurrent: null,
  endpointConcurrent: null,
}

/** Stripe's own (https://docs.stripe.com/rate-limits); it publishes no number for concurrency. */
export function stripeLimits(livemode: boolean): Limits {
  return {
    requestsPerSecond: livemode ? 100 : 25,
    endpointRequestsPerSecond: 25,
    searchesPerSecond: 20,
    concurrent: null,
    endpointConcurrent: null,
  }
}

interface Bucket {
  tokens: number
  filledAtMs: number
}

/** Lets requests through or refuses them with Stripe's 429. Rates are a bucket that holds one second's worth. */
export class Limiter {
  limits: Limits
  /** So many requests from now on are refused, for that reason. */
  refuseNext: { count: number; reason: LimitReason } = { count: 0, reason: 'global-rate' }
  private readonly nowMs: () => number
  private readonly buckets = new Map<string, Bucket>()
  private readonly active = new Map<string, number>()

  constructor(limits: Limits, nowMs: () => number) {
    this.limits = limits
    this.nowMs = nowMs
  }

  /** Counts the request in, or throws the 429. Answers what counts it out again. */
  enter(operation: string): () => void {
    const { refuseNext, limits } = this
    if (refuseNext.count > 0) {
      refuseNext.count -= 1
      throw tooMany(refuseNext.reason)
    }
    if (isFull(limits.concurrent, this.active.get(''))) throw tooMany('global-concurrency')
    if (isFull(limits.endpointConcurrent, this.active.get(operation))) throw tooMany('endpoint-concurrency')
    if (!this.takeToken('', limits.requestsPerSecond)) throw tooMany('global-rate')
    const own = operation.endsWith('/search') ? limits.searchesPerSecond : limits.endpointRequestsPerSecond
    if (!this.takeToken(operation, own)) throw tooMany('endpoint-rate')
    const count = (name: string, by: number) => this.active.set(name, (this.active.get(name) ?? 0) + by)
    count('', 1)
    count(operation, 1)
    return () => {
      count('', -1)
      count(operation, -1)
    }
  }

  private takeToken(name: string, perSecond: number | null): boolean {
    if (perSecond === null) return true
    const nowMs = this.nowMs()
    const bucket = this.buckets.get(name) ?? { tokens: perSecond, filledAtMs: nowMs }
    const refilled = bucket.tokens + ((nowMs - bucket.filledAtMs) / 1000) * perSecond
    const tokens = Math.min(perSecond, refilled)
    const enough = tokens >= 1
    this.buckets.set(name, { tokens: enough ? tokens - 1 : tokens, filledAtMs: nowMs })
    return enough
  }
}

/** `GET /v1/customers/cus_1` is the operation `GET /v1/customers/{id}`. */
export function operationOf(method: string, path: string): string {
  const [, root, first, id, part] = /^(\/v1\/)([^/]+)(?:\/([^/]+))?(\/.*)?$/.exec(path) ?? []
  if (root === undefined) return `${method} ${path}`
  const inner = id === undefined || id === 'search' ? (id ?? '') : '{id}'
  return `${method} ${root}${first}${inner ? `/${inner}` : ''}${part ?? ''}`
}

function isFull(limit: number | null, active = 0): boolean {
  return limit !== null && active >= limit
}

function tooMany(reason: LimitReason): StripeProblem {
  if (reason === 'lock_timeout') {
    const message =
      'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request.'
    return new StripeProblem(429, message, { code: 'lock_timeout' })
  }
  const message = 'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.'
  return new StripeProblem(429, message, { code: 'rate_limit', headers: { 'Stripe-Rate-Limited-Reason': reason } })
}
