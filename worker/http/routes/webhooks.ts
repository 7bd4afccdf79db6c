import { type Context, Hono } from 'hono'
import { type Bindings, configOf } from '../../config.ts'
import { fail, type Result } from '../../domain/result.ts'
import { describeError, log } from '../../log.ts'
import type { Route } from '../../readmodel/directory.ts'
import { type IntakeReason, intakeScope } from '../../readmodel/intake-counts.ts'
import { type Envelope, parseEnvelope } from '../../stripe/envelope.ts'
import { type SignatureError, verifySignature } from '../../stripe/signature.ts'
import { readCappedBody } from '../capped-body.ts'
import { newRequestId, problemResponse, type Reason } from '../errors.ts'
import { intakeOf } from '../webhook/intake.ts'
import { type Ignored, routeEndpointEvent, routePlatformEvent } from '../webhook/route-event.ts'
import { storeEvent } from '../webhook/store.ts'

interface WebhookEnv {
  Bindings: Bindings
}
type WebhookContext = Context<WebhookEnv>

const MAX_PAYLOAD_CHARS = 1_500_000

/** Comes while an owner still grants access, so before the account is linked: nothing to tell anybody. */
const AUTHORIZED = 'account.application.authorized'

export const WEBHOOK_PREFIX = '/api/webhooks/'

/**
 * Where Stripe posts. Verify → store → acknowledge: 200 `{"received":true,"duplicate":bool}` only once the event is
 * durable in its tenant's object; 200 with `ignored` for a verified event that is nobody's here; 400 for what Stripe
 * did not sign or is no event; 503 with Retry-After where it could not be stored, so that Stripe sends it again.
 * An app of its own, because the hot path wants none of the other routes' middleware.
 */
export function createWebhookApp(): Hono<WebhookEnv> {
  const app = new Hono<WebhookEnv>()
  app.post(`${WEBHOOK_PREFIX}stripe`, (c) => orComeAgain(() => receive(c, null)))
  app.post(`${WEBHOOK_PREFIX}stripe/:endpoint_id`, (c) =>
    orComeAgain(async () => {
      const route = await intakeOf(c.env).directory.byEndpoint(c.req.param('endpoint_id'), Date.now())
      return route ? receive(c, route) : refuse('not_found', 'There is no such webhook endpoint.')
    }),
  )
  app.all(`${WEBHOOK_PREFIX}stripe/:endpoint_id?`, () =>
    refuse('method_not_allowed', 'Webhooks are posted: use POST.', { Allow: 'POST' }),
  )
  app.notFound(() => refuse('not_found', 'There is no such webhook address.'))
  return app
}

async function receive(c: WebhookContext, endpoint: Route | null): Promise<Response> {
  const nowMs = Date.now()
  const scope = intakeScope(endpoint ? { tenant: endpoint.tenant } : { platformMode: null })
  const body = await readCappedBody(c.req.raw)
  if (!body) return refuse('body_too_large', 'An event is at most 1 MiB.')
  const verified = await verify(c, endpoint, body, nowMs)
  if (!verified.ok) {
    count(c, scope, verified.error.reason, nowMs)
    return refuse(verified.error.reason, verified.error.noSecret ? NO_SECRET : DETAILS[verified.error.reason])
  }
  const event = parseEnvelope(body)
  if (!event.ok) {
    count(c, scope, 'payload_invalid', nowMs)
    return refuse('payload_invalid', event.error)
  }
  return acknowledge(c, endpoint, event.value, nowMs)
}

async function acknowledge(
  c: WebhookContext,
  endpoint: Route | null,
  event: Envelope,
  nowMs: number,
): Promise<Response> {
  const { directory } = intakeOf(c.env)
  const routing = endpoint ? routeEndpointEvent(endpoint, event) : await routePlatformEvent(directory, event, nowMs)
  if ('ignored' in routing) {
    if (event.type !== AUTHORIZED) count(c, routing.scope, routing.ignored, nowMs)
    return answer({ received: true, duplicate: false, ignored: routing.ignored })
  }
  const { body, livemode: _livemode, stripeAccount: _stripeAccount, ...incoming } = event
  const payload = JSON.stringify(body)
  // Numbers such as 1e20 grow when they are written out: what does not fit a row can never be stored.
  if (payload.length > MAX_PAYLOAD_CHARS) return refuse('body_too_large', 'The event is too large to be stored.')
  const stored = await storeEvent(c.env, routing, { ...incoming, payload, source: 'webhook' })
  if (stored?.foreign) {
    count(c, intakeScope({ tenant: routing.tenant }), 'unlinked_account', nowMs)
    return answer({ received: true, duplicate: false, ignored: 'unlinked_account' })
  }
  return stored ? answer({ received: true, duplicate: stored.duplicate }) : unavailable()
}

interface Refusal {
  reason: SignatureError
  noSecret: boolean
}

async function verify(
  c: WebhookContext,
  endpoint: Route | null,
  body: Uint8Array,
  nowMs: number,
): Promise<Result<unknown, Refusal>> {
  const { secrets: cache } = intakeOf(c.env)
  const header = c.req.header('Stripe-Signature') ?? null
  const secrets = endpoint ? await cache.get(endpoint, nowMs) : configOf(c.env).webhookSecrets
  const first = await verifySignature(header, body, secrets, nowMs)
  if (first.ok) return first
  const reloaded = endpoint && first.error === 'signature_invalid' ? await cache.reload(endpoint, nowMs) : null
  const second = reloaded ? await verifySignature(header, body, reloaded, nowMs) : first
  return second.ok ? second : fail({ reason: second.error, noSecret: (reloaded ?? secrets).length === 0 })
}

const NO_SECRET =
  'No signing secret is set for this endpoint: set STRIPE_WEBHOOK_SECRET, or add the secret to the connection.'
const DETAILS: Record<SignatureError, string> = {
  signature_missing: 'The Stripe-Signature header is missing.',
  signature_invalid:
    'No v1 signature matches this body: check that the signing secret is the one of this endpoint and mode.',
  timestamp_outside_tolerance:
    'The signature is older than 300 seconds: check the clock, or whether the request was held back.',
}

function count(c: WebhookContext, scope: string, reason: IntakeReason, nowMs: number): void {
  c.executionCtx.waitUntil(intakeOf(c.env).counter.add(scope, reason, nowMs))
}

/** What cannot be looked up may well have an owner: never a 200, never a 500. */
async function orComeAgain(run: () => Promise<Response>): Promise<Response> {
  try {
    return await run()
  } catch (error) {
    log('error', 'webhook_not_routed', { error: describeError(error) })
    return unavailable()
  }
}

function unavailable(): Response {
  const detail = 'The event could not be stored and is not acknowledged; send it again.'
  return refuse('temporarily_unavailable', detail, { 'Retry-After': '5' })
}

function refuse(reason: Reason, detail: string, headers: Record<string, string> = {}): Response {
  return problemResponse(newRequestId(), reason, detail, { headers: { ...headers, 'Cache-Control': 'no-store' } })
}

function answer(body: { received: true; duplicate: boolean; ignored?: Ignored }): Response {
  return Response.json(body, { headers: { 'Request-Id': newRequestId() } })
}
