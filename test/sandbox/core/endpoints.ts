import type { Stripe } from 'stripe'
import { checkEvents, checkUrl, checkVersion } from './endpoint-checks.ts'
import { DAY } from './period.ts'
import type { StripeSandbox } from './sandbox.ts'
import { missingResource, StripeProblem } from './stripe-problem.ts'

/** An endpoint with what Stripe keeps to itself: its signing secrets. */
export interface SandboxEndpoint {
  id: string
  /** Without `secret`, which only the answer to its creation carries. */
  object: Stripe.WebhookEndpoint
  /** Newest first. */
  secrets: readonly SigningSecret[]
  /** Gets the events of connected accounts, which then name their account. */
  connect: boolean
}

interface SigningSecret {
  value: string
  /** Seconds of the sandbox clock; null for the one that stays. */
  expiresAt: number | null
}

export interface EndpointFields {
  url: string
  enabledEvents: readonly string[]
  apiVersion?: string | null
  description?: string | null
  metadata?: Stripe.Metadata
  connect?: boolean
  /** The application that makes it for the account. */
  application?: string | null
}

/** Stripe's own limit per account and mode. */
const MAX_ENDPOINTS = 16

/** Throws Stripe's refusal for a bad URL, an empty or misspelt event list, and the seventeenth endpoint. */
export function createEndpoint(
  stripe: StripeSandbox,
  fields: EndpointFields,
): { endpoint: SandboxEndpoint; secret: string } {
  checkUrl(stripe, fields.url)
  checkEvents(fields.enabledEvents)
  if (stripe.endpoints.size >= MAX_ENDPOINTS) {
    throw new StripeProblem(
      400,
      `You have reached the maximum of ${MAX_ENDPOINTS} ${stripe.livemode ? 'live' : 'test'} webhook endpoints.`,
    )
  }
  checkVersion(stripe, fields.apiVersion ?? null)
  const id = stripe.newId('we')
  const secret = stripe.newId('whsec')
  const endpoint: SandboxEndpoint = {
    id,
    object: {
      id,
      object: 'webhook_endpoint',
      api_version: fields.apiVersion ?? null,
      application: fields.application ?? null,
      created: stripe.now(),
      description: fields.description ?? null,
      enabled_events: [...fields.enabledEvents],
      livemode: stripe.livemode,
      metadata: fields.metadata ?? {},
      status: 'enabled',
      url: fields.url,
    },
    secrets: [{ value: secret, expiresAt: null }],
    connect: fields.connect ?? false,
  }
  stripe.endpoints.put(endpoint)
  return { endpoint, secret }
}

export interface EndpointPatch {
  url?: string
  enabledEvents?: readonly string[]
  description?: string | null
  metadata?: Stripe.Metadata
  disabled?: boolean
}

/** `api_version` and `connect` cannot be changed, as with Stripe. */
export function updateEndpoint(stripe: StripeSandbox, id: string, patch: EndpointPatch): SandboxEndpoint {
  const endpoint = needEndpoint(stripe, id)
  if (patch.url !== undefined) checkUrl(stripe, patch.url)
  if (patch.enabledEvents !== undefined) checkEvents(patch.enabledEvents)
  const { object } = endpoint
  return stripe.endpoints.put({
    ...endpoint,
    object: {
      ...object,
      url: patch.url ?? object.url,
      enabled_events: patch.enabledEvents ? [...patch.enabledEvents] : object.enabled_events,
      description: patch.description === undefined ? object.description : patch.description,
      metadata: patch.metadata ?? object.metadata,
      status: patch.disabled === undefined ? object.status : patch.disabled ? 'disabled' : 'enabled',
    },
  })
}

export function deleteEndpoint(stripe: StripeSandbox, id: string): Stripe.DeletedWebhookEndpoint {
  needEndpoint(stripe, id)
  stripe.endpoints.remove(id)
  return { id, object: 'webhook_endpoint', deleted: true }
}

/** A new secret; the old ones go on signing for a while, so that nobody misses an event. */
export function rollSecret(stripe: StripeSandbox, id: string, overlapSeconds = DAY): string {
  const endpoint = needEndpoint(stripe, id)
  const value = stripe.newId('whsec')
  const until = stripe.now() + overlapSeconds
  const kept = endpoint.secrets
    .filter((secret) => secret.expiresAt === null || secret.expiresAt > stripe.now())
    .map((secret) => ({ ...secret, expiresAt: Math.min(secret.expiresAt ?? until, until) }))
  stripe.endpoints.put({ ...endpoint, secrets: [{ value, expiresAt: null }, ...kept] })
  return value
}

/** The secrets that sign now. */
export function activeSecrets(stripe: StripeSandbox, endpoint: SandboxEndpoint): string[] {
  return endpoint.secrets
    .filter((secret) => secret.expiresAt === null || secret.expiresAt > stripe.now())
    .map((secret) => secret.value)
}

export function wantsEvent(endpoint: SandboxEndpoint, type: string): boolean {
  if (endpoint.object.status !== 'enabled') return false
  return endpoint.object.enabled_events.some(
    (wanted) => wanted === '*' || wanted === type || (wanted.endsWith('.*') && type.startsWith(wanted.slice(0, -1))),
  )
}

export function needEndpoint(stripe: StripeSandbox, id: string): SandboxEndpoint {
  const endpoint = stripe.endpoints.get(id)
  if (!endpoint) throw missingResource('webhook endpoint', id)
  return endpoint
}
