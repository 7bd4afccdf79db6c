import type { Config } from '../config.ts'
import type { SeenEndpoint } from '../domain/health.ts'
import { isJsonObject, type JsonObject } from '../domain/json.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { STRIPE_API_VERSION, type StripeClient } from '../stripe/client.ts'
import { SUBSCRIBED_EVENT_TYPES } from '../stripe/event-types.ts'
import type { Failure } from '../stripe/failure.ts'

/** An endpoint in somebody's Stripe account, as Stripe lists it. */
export interface ListedEndpoint extends SeenEndpoint {
  id: string
  apiVersion: string | null
}

export type EnsuredEndpoint =
  /** It was there, and its secret is ours. */
  | { made: false; id: string; apiVersion: string | null }
  /** `obsolete` are older ones with our address, to be removed once the secret is stored. */
  | { made: true; id: string; apiVersion: string | null; secret: string; obsolete: string[] }

/** Stripe allows 16 endpoints in an account and mode. */
export const ENDPOINT_LIMIT = 16

/** The address of the connection's own endpoint. */
export function webhookUrl(config: Config, connectionId: string): string {
  return `${config.webhookBaseUrl}/api/webhooks/stripe/${connectionId}`
}

/**
 * Our endpoint, found again by its address rather than doubled. Stripe tells a secret only when it makes an endpoint, so one
 * whose secret is not known is replaced: the new one first, so that nothing is missed – where there is room for it.
 */
export async function ensureEndpoint(
  stripe: StripeClient,
  connection: StoredConnection,
  url: string,
  isSecretKnown: boolean,
): Promise<Result<EnsuredEndpoint, Failure>> {
  const listed = await listEndpoints(stripe)
  if (!listed.ok) return listed
  const ours = listed.value.filter((endpoint) => endpoint.url === url)
  const known = isSecretKnown ? ours.find(({ id }) => id === connection.stripeEndpointId) : undefined
  if (known) return updateEndpoint(stripe, connection, known)
  const [spare, ...others] = ours.map(({ id }) => id)
  const isFull = listed.value.length >= ENDPOINT_LIMIT
  if (spare && isFull) await stripe.delete(`/v1/webhook_endpoints/${spare}`)
  const obsolete = spare && !isFull ? [spare, ...others] : others
  const made = await createEndpoint(stripe, connection, url)
  return made.ok ? ok({ made: true, ...made.value, obsolete }) : made
}

/** At most one page: Stripe allows 16. */
export async function listEndpoints(stripe: StripeClient): Promise<Result<ListedEndpoint[], Failure>> {
  const answer = await stripe.get('/v1/webhook_endpoints', { limit: 100 })
  if (!answer.ok) return answer
  const { data } = answer.value
  return ok(Array.isArray(data) ? data.filter(isJsonObject).map(toEndpoint) : [])
}

/** True where it is gone afterwards. */
export async function removeEndpoint(stripe: StripeClient, endpointId: string): Promise<boolean> {
  const answer = await stripe.delete(`/v1/webhook_endpoints/${endpointId}`)
  return answer.ok || answer.error.reason === 'not_found'
}

async function updateEndpoint(
  stripe: StripeClient,
  connection: StoredConnection,
  known: ListedEndpoint,
): Promise<Result<EnsuredEndpoint, Failure>> {
  const answer = await stripe.post(`/v1/webhook_endpoints/${known.id}`, { ...wanted(connection), disabled: false })
  return answer.ok ? ok({ made: false, id: known.id, apiVersion: known.apiVersion }) : answer
}

async function createEndpoint(stripe: StripeClient, connection: StoredConnection, url: string) {
  const params = { ...wanted(connection), url, description: 'Billhook' }
  const pinned = await stripe.post('/v1/webhook_endpoints', { ...params, api_version: STRIPE_API_VERSION })
  // An account may use three versions besides its own; payloads of any version are read, so its own will do.
  const answer =
    !pinned.ok && isAboutVersion(pinned.error) ? await stripe.post('/v1/webhook_endpoints', params) : pinned
  if (!answer.ok) return answer
  const { secret } = answer.value
  const { id, apiVersion } = toEndpoint(answer.value)
  if (typeof secret === 'string' && secret.startsWith('whsec_')) return ok({ id, apiVersion, secret })
  await removeEndpoint(stripe, id)
  return fail<Failure>({ reason: 'unreachable', status: null, message: 'Stripe told no signing secret.' })
}

function wanted(connection: StoredConnection) {
  return { enabled_events: SUBSCRIBED_EVENT_TYPES, metadata: { billhook_connection: connection.id } }
}

function isAboutVersion(failure: Failure): boolean {
  return failure.reason === 'refused' && (failure.param === 'api_version' || /api[_ ]version/i.test(failure.message))
}

function toEndpoint(body: JsonObject): ListedEndpoint {
  const { enabled_events: eventTypes, api_version: apiVersion } = body
  return {
    id: String(body.id),
    url: String(body.url),
    enabled: body.status === 'enabled',
    eventTypes: Array.isArray(eventTypes) ? eventTypes.map(String) : [],
    apiVersion: typeof apiVersion === 'string' ? apiVersion : null,
  }
}
