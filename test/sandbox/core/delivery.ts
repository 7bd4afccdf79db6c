import type { Stripe } from 'stripe'
import { activeSecrets, type SandboxEndpoint, wantsEvent } from './endpoints.ts'
import { isSentTo, renderEvent } from './render.ts'
import type { StripeSandbox } from './sandbox.ts'
import { signatureHeader } from './sign.ts'

/** An endpoint that gets the events of an account: the account's own, or one of a platform it is connected to. */
export interface Recipient {
  owner: StripeSandbox
  endpoint: SandboxEndpoint
}

/** Answers who gets the events of that account; the order is that of delivery. */
export type FindRecipients = (origin: StripeSandbox) => Recipient[]

/** One attempt to bring one event to one endpoint. */
export interface Delivery {
  /** Where the event came about. */
  origin: StripeSandbox
  event: Stripe.Event
  /** Whose endpoint it is. */
  owner: StripeSandbox
  endpointId: string
  /** 1 for the first try. */
  attempt: number
  /** Seconds of the sandbox clock. */
  dueAt: number
  /** Another version than the endpoint's, on demand. */
  apiVersion?: string
}

/** Seconds between the tries of a delivery. Stripe publishes no schedule: test mode tries three times again, */
export const RETRY_SECONDS: readonly number[] = [5, 60, 3_600]
/** live mode for three days, less and less often. */
export const LIVE_RETRY_SECONDS: readonly number[] = [
  5, 60, 600, 3_600, 7_200, 14_400, 28_800, 43_200, 43_200, 43_200, 43_200,
]

/** What is still to be delivered, by the sandbox clock. Pure: sending and counting real time is the server's part. */
export class DeliveryQueue {
  private readonly recipientsOf: FindRecipients
  private readonly retrySeconds: readonly number[] | undefined
  private ready: Delivery[] = []
  private waiting: Delivery[] = []

  constructor(recipientsOf: FindRecipients, retrySeconds?: readonly number[]) {
    this.recipientsOf = recipientsOf
    this.retrySeconds = retrySeconds
  }

  /** Deliveries that are due or wait for another try. */
  get size(): number {
    return this.ready.length + this.waiting.length
  }

  /** Queues the events for every endpoint that wants them, in that endpoint's API version or the one given. */
  add(origin: StripeSandbox, events: readonly Stripe.Event[], apiVersion?: string): void {
    for (const delivery of this.plan(origin, events, apiVersion)) this.ready.push(delivery)
  }

  /** The same for chosen endpoints. */
  addFor(recipients: readonly Recipient[], origin: StripeSandbox, event: Stripe.Event): void {
    for (const delivery of planFor(recipients, origin, event)) this.ready.push(delivery)
  }

  /** First attempts for the events, without queueing them. */
  plan(origin: StripeSandbox, events: readonly Stripe.Event[], apiVersion?: string): Delivery[] {
    const recipients = this.recipientsOf(origin)
    return events.flatMap((event) => planFor(recipients, origin, event, apiVersion))
  }

  /** The next delivery that is due, taken out; null when there is none. */
  take(): Delivery | null {
    const isDue = ({ origin, dueAt }: Delivery) => dueAt <= origin.now()
    if (this.waiting.some(isDue)) {
      this.ready.push(...this.waiting.filter(isDue))
      this.waiting = this.waiting.filter((delivery) => !isDue(delivery))
    }
    return this.ready.shift() ?? null
  }

  /** Any 2xx ends it; everything else, a redirect included, is tried again as long as the schedule goes on. */
  settle(delivery: Delivery, status: number | null): 'delivered' | 'retrying' | 'given_up' {
    const { origin, event, endpointId } = delivery
    const notice = `${event.id} ${endpointId}`
    if (status !== null && status >= 200 && status < 300) {
      const left = (origin.outstanding.get(event.id) ?? 1) - 1
      if (left > 0) origin.outstanding.set(event.id, left)
      else origin.outstanding.delete(event.id)
      origin.failedNotices.delete(notice)
      return 'delivered'
    }
    if (event.type === 'invoice.created') origin.failedNotices.set(notice, event.created)
    const schedule = this.retrySeconds ?? (origin.livemode ? LIVE_RETRY_SECONDS : RETRY_SECONDS)
    const delaySeconds = schedule[delivery.attempt - 1]
    if (delaySeconds === undefined) return 'given_up'
    this.waiting.push({ ...delivery, attempt: delivery.attempt + 1, dueAt: origin.now() + delaySeconds })
    return 'retrying'
  }
}

function planFor(
  recipients: readonly Recipient[],
  origin: StripeSandbox,
  event: Stripe.Event,
  apiVersion?: string,
): Delivery[] {
  const wanted = recipients.filter(({ owner, endpoint }) => {
    const version = apiVersion ?? endpoint.object.api_version ?? owner.account.apiVersion
    return wantsEvent(endpoint, event.type) && isSentTo(version, event.type)
  })
  if (wanted.length > 0) origin.outstanding.set(event.id, wanted.length)
  const shared = { origin, event, attempt: 1, dueAt: origin.now(), ...(apiVersion ? { apiVersion } : {}) }
  return wanted.map(({ owner, endpoint }) => ({ ...shared, owner, endpointId: endpoint.id }))
}

export interface SignedRequest {
  url: string
  headers: Record<string, string>
  body: string
}

/**
 * The request that carries an event to an endpoint: in the endpoint's API version (or the one given), pretty-printed,
 * signed by every active secret. `sentAt` is real time in seconds: signatures age by the receiver's clock. Null when
 * the endpoint is gone or disabled by now.
 */
export async function signedRequest(delivery: Delivery, sentAt: number): Promise<SignedRequest | null> {
  const { origin, owner, event } = delivery
  const endpoint = owner.endpoints.get(delivery.endpointId)
  if (endpoint?.object.status !== 'enabled') return null
  const version = delivery.apiVersion ?? endpoint.object.api_version ?? owner.account.apiVersion
  const rendered = {
    ...renderEvent(origin, event, version),
    pending_webhooks: Math.max(origin.outstanding.get(event.id) ?? 1, 1),
    ...(endpoint.connect ? { account: origin.account.id } : {}),
  }
  const body = JSON.stringify(rendered, null, 2)
  const signature = await signatureHeader({
    payload: body,
    secrets: activeSecrets(owner, endpoint),
    timestamp: sentAt,
    withFakeV0: !origin.livemode,
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
