import { worker } from '../http/client.ts'

const SANDBOX = 'http://stripe.test'

export const REQUIRED = [
  'rak_customer_read',
  'rak_product_read',
  'rak_plan_read',
  'rak_subscription_read',
  'rak_invoice_read',
  'rak_charge_read',
  'rak_coupon_read',
  'rak_dispute_read',
  'rak_event_read',
  'rak_webhook_write',
]

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type Loose = any

export interface Endpoint {
  id: string
  url: string
  status: string
  api_version: string | null
  enabled_events: string[]
  metadata: Record<string, string>
}

/** A control of the Stripe sandbox; throws what it says about a mistake. */
export async function control(
  method: 'GET' | 'POST',
  name: string,
  input: Record<string, unknown> = {},
): Promise<Loose> {
  const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
  const response = await fetch(`${SANDBOX}/_sandbox/${name}${query}`, {
    method,
    ...(method === 'POST' && { body: JSON.stringify(input) }),
  })
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`)
  return response.json()
}

/** A Stripe account of one's own, empty. */
export async function newStripeAccount(name = 'Acme'): Promise<string> {
  return (await control('POST', 'accounts', { name, country: 'DE' })).account
}

export async function newKey(
  account: string,
  options: { mode?: 'test' | 'live'; permissions?: string[] | 'all' } = {},
): Promise<string> {
  return (await control('POST', 'keys', { account, ...options })).key
}

export async function endpointsOf(account: string, mode: 'test' | 'live' = 'test'): Promise<Endpoint[]> {
  return (await control('GET', 'endpoints', { account, mode })).endpoints
}

/** Calls the API of the sandbox as a key, for what an owner does by hand. */
export async function asKey(
  key: string,
  method: string,
  path: string,
  form: Record<string, string> = {},
): Promise<Loose> {
  const response = await fetch(`${SANDBOX}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}` },
    ...(method === 'POST' && { body: new URLSearchParams(form) }),
  })
  return response.json()
}

/** Makes an event happen and carries what Stripe would post to `url` to the Worker, as nothing else can reach it. */
export async function carryEvents(
  account: string,
  event: string,
  url: string,
): Promise<{ status: number; body: unknown }[]> {
  await control('POST', 'trigger', { account, event })
  const { deliveries } = (await control('POST', 'deliveries/take')) as { deliveries: Delivery[] }
  const ours = deliveries.filter((delivery) => delivery.url === url && delivery.type === event)
  return Promise.all(
    ours.map(async ({ headers, body }) => {
      const answer = await worker.fetch(url, { method: 'POST', headers, body })
      return { status: answer.status, body: await answer.json() }
    }),
  )
}

interface Delivery {
  type: string
  url: string
  headers: Record<string, string>
  body: string
}
