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

/** `obsolete` are others of ours, to be removed once this one is stored. */
export type EnsuredEndpoint =
  /** It was there, and its secret is known. */
  | { made: false; id: string; apiVersion: string | null; obsolete: string[] }
  | { made: true; id: string; apiVersion: string | null; secret: string; obsolete: string[] }

/** `removed` had to make room, and nothing has taken its place. */
export interface EndpointFailure {
  failure: Failure
  removed: string | null
}

/** Stripe allows 16 endpoints in an account and mode. */
export const ENDPOINT_LIMIT = 16

/** The address of the connection's own endpoint. */
export function webhookUrl(config: Config, connectionId: string): string {
  return `${config.webhookBaseUrl}/api/webhooks/stripe/${connectionId}`
}

/**
 * Our endpoint, found again by its id or its address rather than doubled. Stripe tells a secret only when it makes an
 * endpoint, so one whose secret is not known is replaced: the new one first, so that nothing is missed – where there is room.
 */
export async function ensureEndpoint(
  stripe: StripeClient,
  connection: StoredConnection,
  url: string,
  isSecretKnown: boolean,
): Promise<Result<EnsuredEndpoint, EndpointFailure>> {
  const listed = await listEndpoints(stripe)
  if (!listed.ok) return fail({ failure: listed.error, removed: null })
  const { stripeEndpointId } = connection
  const ours = listed.value.filter((endpoint) => isOurs(endpoint, url, stripeEndpointId)).map(({ id }) => id)
  const known = isSecretKnown && listed.value.find(({ id }) => id === stripeEndpointId)
  if (known) {
    const updated = await updateEndpoint(stripe, connection, known, url)
    if (!updated.ok) return fail({ failure: updated.error, removed: null })
    return ok({ made: false, ...updated.value, obsolete: ours.filter((id) => id !== known.id) })
  }
  const [spare] = listed.value.length >= ENDPOINT_LIMIT ? ours : []
  const removed = spare && (await removeEndpoint(stripe, spare)) ? spare : null
  const made = await createEndpoint(stripe, connection, url)
  if (!made.ok) return fail({ failure: made.error, removed })
  return ok({ made: true, ...made.value, obsolete: ours.filter((id) => id !== removed) })
}

/** The address says whose an endpoint is, and so does the id, where the address has changed since. */
export function isOurs(endpoint: ListedEndpoint, url: string, stripeEndpointId: string | null): boolean {
  return endpoint.url === url || endpoint.id === stripeEndpointId
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
  { id, url: presentUrl, apiVersion }: ListedEndpoint,
  url: string,
): Promise<Result<{ id: string; apiVersion: string | null }, Failure>> {
  // An address that Stripe has taken before is not put to the test again.
  const params = { ...wanted(connection), disabled: false, ...(presentUrl !== url && { url }) }
  const answer = await stripe.post(`/v1/webhook_endpoints/${id}`, params)
  return answer.ok ? ok({ id, apiVersion }) : answer
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
