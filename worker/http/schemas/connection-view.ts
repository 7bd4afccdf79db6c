import type { Config } from '../../config.ts'
import { DEFAULT_ACCOUNT_ID } from '../../domain/ids.ts'
import type { StoredConnection } from '../../readmodel/connection.ts'
import type { StoredEvent } from '../../readmodel/events.ts'
import type { Connection } from './connection.ts'
import { isoOfMs, isoOfSeconds } from './time.ts'

export interface ConnectionFacts {
  stored: StoredConnection
  /** The connection's own endpoint has a signing secret that is valid now. */
  hasOwnSecret: boolean
  lastEvent: StoredEvent | null
  /** Of the last 24 hours, by reason. */
  counts: { rejected: number; wrongSignature: number; unlinked: number; modeMismatches: number; disconnected: number }
}

type Address = Pick<NonNullable<Connection['webhook']>, 'endpoint_id' | 'url'>

/** What a tenant may know of its link to Stripe. A signing secret alone makes it `connected`, kind `webhook_only`. */
export function presentConnection(facts: ConnectionFacts, config: Config): Connection {
  const { stored, lastEvent, counts } = facts
  const hasPlatformSecret = stored.tenant.accountId === DEFAULT_ACCOUNT_ID && config.webhookSecrets.length > 0
  const canVerify = facts.hasOwnSecret || hasPlatformSecret
  const isWebhookOnly = stored.status === 'not_connected' && canVerify
  const address = webhookAddress(stored, config, hasPlatformSecret && !facts.hasOwnSecret)
  return {
    object: 'connection',
    id: stored.id,
    mode: stored.tenant.mode,
    status: isWebhookOnly ? 'connected' : stored.status,
    reason: stored.reason ?? explain(facts, canVerify, address),
    kind: isWebhookOnly ? 'webhook_only' : stored.kind,
    stripe_account: stored.stripeAccount,
    api_version: stored.apiVersion ?? lastEvent?.apiVersion ?? null,
    webhook: { ...address, status: webhookStatus(canVerify, lastEvent), missing_event_types: [] },
    last_event: lastEvent && {
      id: lastEvent.id,
      type: lastEvent.type,
      created: isoOfSeconds(lastEvent.created),
      received_at: isoOfMs(lastEvent.receivedAt),
    },
    last_catch_up_at: null,
    last_catalog_sync_at: null,
    import: null,
    rejected_requests_24h: counts.rejected,
    unlinked_events_24h: counts.unlinked,
    mode_mismatches_24h: counts.modeMismatches,
    disconnected_events_24h: counts.disconnected,
  }
}

function webhookAddress(stored: StoredConnection, config: Config, isPlatform: boolean): Address {
  const base = `${config.webhookBaseUrl}/api/webhooks/stripe`
  return isPlatform ? { endpoint_id: null, url: base } : { endpoint_id: stored.id, url: `${base}/${stored.id}` }
}

function webhookStatus(canVerify: boolean, lastEvent: StoredEvent | null): string {
  if (!canVerify) return 'secret_missing'
  return lastEvent ? 'receiving' : 'waiting'
}

function explain({ stored, lastEvent, counts }: ConnectionFacts, canVerify: boolean, address: Address): string | null {
  const { mode } = stored.tenant
  if (stored.status !== 'not_connected') return null
  if (!canVerify) {
    return `Add a webhook endpoint in Stripe (${mode} mode) that points to ${address.url}, then add its signing secret (whsec_…) to this connection.`
  }
  if (lastEvent) return null
  if (counts.wrongSignature > 0) {
    return `Requests arrive, but their signature does not match: add the signing secret of the endpoint that points to ${address.url} in Stripe (${mode} mode).`
  }
  return `Waiting for the first event in ${mode} mode.`
}
