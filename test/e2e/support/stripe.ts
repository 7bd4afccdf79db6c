import { createHmac } from 'node:crypto'
import { WEBHOOK_SECRET } from './billhook.ts'

export interface StripeEvent extends Record<string, unknown> {
  id: string
  type: string
}

/** A small whole event, as Stripe's default endpoint sends it. */
export function aCustomerEvent(number: number): StripeEvent {
  const created = 1_790_000_000 + number
  return {
    id: `evt_e2e_${String(number).padStart(6, '0')}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created,
    type: 'customer.created',
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    data: {
      object: {
        id: `cus_e2e${number}`,
        object: 'customer',
        created,
        email: `payer${number}@example.com`,
        name: `Payer ${number}`,
        livemode: false,
        metadata: {},
      },
    },
  }
}

/** The header as Stripe computes it: HMAC-SHA256 over "{timestamp}.{body}". */
export function signatureHeader(body: string, secret: string, timestampSeconds: number): string {
  const signature = createHmac('sha256', secret).update(`${timestampSeconds}.${body}`).digest('hex')
  return `t=${timestampSeconds},v1=${signature}`
}

/** Posts a signed event to the platform's endpoint; answers the status. */
export async function postEvent(url: string, event: StripeEvent, secret = WEBHOOK_SECRET): Promise<number> {
  const body = JSON.stringify(event)
  const response = await fetch(`${url}/api/webhooks/stripe`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'stripe-signature': signatureHeader(body, secret, Math.floor(Date.now() / 1_000)),
    },
    body,
  })
  await response.body?.cancel()
  return response.status
}
