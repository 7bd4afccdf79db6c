import type { Stripe } from 'stripe'
import { activeSecrets, type SandboxEndpoint, wantsEvent } from './endpoints.ts'
import { isSentTo, renderEvent } from './render.ts'
import type { StripeSandbox } from './sandbox.ts'
import { signatureHeader } from './sign.ts'

/** One attempt to bring one event to one endpoint. */
export interface Delivery {
  endpointId: string
  eventId: string
  /** 1 for the first try. */
  attempt: number
  /** Seconds of the sandbox clock. */
  dueAt: number
  /** Another version than the endpoint's, on demand. */
  apiVersion?: string
}

/** Seconds between the tries of a delivery. Stripe publishes no schedule: test mode tries three times again. */
export const RETRY_SECONDS: readonly number[] = [5, 60, 3_600]

/** What is still to be delivered, by the sandbox clock. Pure: sending and counting real time is the server's part. */
export class DeliveryQueue {
  private readonly stripe: StripeSandbox
  private readonly retrySeconds: readonly number[]
  private ready: Delivery[] = []
  private waiting: Delivery[] = []
  /** Event id → endpoints that have not answered 2xx yet; what `pending_webhooks` tells. */
  private readonly outstanding = new Map<string, number>()

  constructor(stripe: StripeSandbox, retrySeconds: readonly number[] = RETRY_SECONDS) {
    this.stripe = stripe
    this.retrySeconds = retrySeconds
  }

  /** Deliveries that are due or wait for another try. */
  get size(): number {
    return this.ready.length + this.waiting.length
  }

  /** Queues the events for every endpoint that wants them, in that endpoint's API version or the one given. */
  add(events: readonly Stripe.Event[], apiVersion?: string): void {
    for (const delivery of this.plan(events, apiVersion)) this.ready.push(delivery)
  }

  /** First attempts for the events, without queueing them. */
  plan(events: readonly Stripe.Event[], apiVersion?: string): Delivery[] {
    const endpoints = [...this.stripe.endpoints.oldestFirst()]
    return events.flatMap((event) => {
      const wanted = endpoints.filter((endpoint) => {
        const version = apiVersion ?? endpoint.object.api_version ?? this.stripe.account.apiVersion
        return wantsEvent(endpoint, event.type) && isSentTo(version, event.type)
      })
      this.outstanding.set(event.id, wanted.length)
      const shared = { eventId: event.id, attempt: 1, dueAt: this.stripe.now(), ...(apiVersion ? { apiVersion } : {}) }
      return wanted.map(({ id }) => ({ ...shared, endpointId: id }))
    })
  }

  /** The next delivery that is due, taken out; null when there is none. */
  take(): Delivery | null {
    const now = this.stripe.now()
    if (this.waiting.some((delivery) => delivery.dueAt <= now)) {
      this.ready.push(...this.waiting.filter((delivery) => delivery.dueAt <= now))
      this.waiting = this.waiting.filter((delivery) => delivery.dueAt > now)
    }
    return this.ready.shift() ?? null
  }

  /** Any 2xx ends it; everything else, a redirect included, is tried again as long as the schedule goes on. */
  settle(delivery: Delivery, status: number | null): 'delivered' | 'retrying' | 'given_up' {
    if (status !== null && status >= 200 && status < 300) {
      const left = (this.outstanding.get(delivery.eventId) ?? 1) - 1
      if (left > 0) this.outstanding.set(delivery.eventId, left)
      else this.outstanding.delete(delivery.eventId)
      return 'delivered'
    }
    const delaySeconds = this.retrySeconds[delivery.attempt - 1]
    if (delaySeconds === undefined) return 'given_up'
    this.waiting.push({ ...delivery, attempt: delivery.attempt + 1, dueAt: this.stripe.now() + delaySeconds })
    return 'retrying'
  }

  pendingWebhooks(eventId: string): number {
    return Math.max(this.outstanding.get(eventId) ?? 1, 1)
  }
}

export interface SignedRequest {
  url: string
  headers: Record<string, string>
  body: string
}

/**
 * The request that carries an event to an endpoint: in the endpoint's API version (or the one given), pretty-printed,
 * signed by every active secret. `sentAt` is real time in seconds: signatures age by the receiver's clock.
 */
export async function signedRequest(
  stripe: StripeSandbox,
  endpoint: SandboxEndpoint,
  event: Stripe.Event,
  options: { sentAt: number; pendingWebhooks: number; apiVersion?: string },
): Promise<SignedRequest> {
  const version = options.apiVersion ?? endpoint.object.api_version ?? stripe.account.apiVersion
  const rendered = {
    ...renderEvent(stripe, event, version),
    pending_webhooks: options.pendingWebhooks,
    ...(endpoint.connect ? { account: stripe.account.id } : {}),
  }
  const body = JSON.stringify(rendered, null, 2)
  const signature = await signatureHeader({
    payload: body,
    secrets: activeSecrets(stripe, endpoint),
    timestamp: options.sentAt,
    withFakeV0: !stripe.livemode,
  })
  return {
    url: endpoint.object.url,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Stripe-Signature': signature,
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    },
    body,
  }
}
