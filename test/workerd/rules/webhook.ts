import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Bindings } from '../../../worker/config.ts'
import { createWebhookApp } from '../../../worker/http/routes/webhooks.ts'
import { stripeSignature } from '../../support/sign.ts'
import { ORIGIN } from '../http/client.ts'

export const PLATFORM_SECRET = 'whsec_test_platform_secret_0123456789'
export const ROLLED_SECRET = 'whsec_test_rolled_secret_0123456789'

export interface Delivery {
  secrets?: string | string[]
  /** When it was signed, in seconds; now unless told otherwise. */
  signedAt?: number
  /** The endpoint of a connection; the platform's own unless told otherwise. */
  endpoint?: string
  bindings?: Partial<Bindings>
}

const app = createWebhookApp()

/** Delivers as Stripe does: pretty-printed, signed over these very bytes. Answers before what runs on has ended. */
export async function deliver(event: object, delivery: Delivery = {}) {
  const body = JSON.stringify(event, null, 2)
  const { secrets = PLATFORM_SECRET, signedAt, endpoint, bindings } = delivery
  const signature = await stripeSignature(body, secrets, signedAt === undefined ? {} : { at: signedAt })
  return send(body, signature, { endpoint, bindings })
}

export async function send(
  body: string,
  signature: string,
  { endpoint, bindings }: { endpoint?: string | undefined; bindings?: Partial<Bindings> | undefined } = {},
) {
  const url = `${ORIGIN}/api/webhooks/stripe${endpoint ? `/${endpoint}` : ''}`
  const request = new Request(url, { method: 'POST', headers: { 'Stripe-Signature': signature }, body })
  const ctx = createExecutionContext()
  const response = await app.fetch(request, { ...env, ...bindings } as Bindings, ctx)
  const answer = (await response.json()) as Record<string, unknown>
  await waitOnExecutionContext(ctx)
  return { status: response.status, answer }
}
