import type { Config } from '../../config.ts'
import { type Address, addressOf } from '../../connect/address.ts'
import { conditionWords } from '../../connect/condition-words.ts'
import type { Condition as StoredCondition } from '../../domain/health.ts'
import { isRunning, type JobRecord } from '../../domain/job.ts'
import { isoOfMs, isoOfMsOrNull, isoOfSeconds } from '../../domain/times.ts'
import type { StoredConnection } from '../../readmodel/connection.ts'
import type { StoredEvent } from '../../readmodel/events.ts'
import type { LatestJobs } from '../../readmodel/jobs.ts'
import type { Connection } from './connection.ts'
import { presentJob } from './job.ts'

export interface ConnectionFacts {
  stored: StoredConnection
  /** The worst first. */
  conditions: StoredCondition[]
  /** The connection's own endpoint has a signing secret that is valid now. */
  hasOwnSecret: boolean
  lastEvent: StoredEvent | null
  jobs: LatestJobs
  /** Of the last 24 hours, by reason. */
  counts: { rejected: number; unlinked: number; modeMismatches: number; disconnected: number }
  nowMs: number
}

/** What a tenant may know of its link to Stripe. A signing secret alone makes it `connected`, kind `webhook_only`. */
export function presentConnection(facts: ConnectionFacts, config: Config): Connection {
  const { stored, lastEvent, jobs, counts } = facts
  const address = addressOf(facts, config)
  const isWebhookOnly = stored.status === 'not_connected' && address.canVerify
  const conditions = facts.conditions.map((condition) => ({
    ...{ code: condition.code, since: isoOfMs(condition.sinceMs) },
    ...conditionWords(condition, stored, address.url),
  }))
  return {
    object: 'connection',
    id: stored.id,
    mode: stored.tenant.mode,
    status: statusOf(facts, isWebhookOnly),
    reason: conditions[0]?.cause ?? stored.reason ?? explain(facts, address),
    kind: isWebhookOnly ? 'webhook_only' : stored.kind,
    stripe_account: stored.stripeAccount,
    api_version: stored.apiVersion ?? lastEvent?.apiVersion ?? null,
    webhook: {
      endpoint_id: address.isPlatform ? null : stored.id,
      url: address.url,
      status: webhookStatus(facts, address.canVerify),
      missing_event_types: stored.missingEventTypes,
    },
    last_event: lastEvent && {
      id: lastEvent.id,
      type: lastEvent.type,
      created: isoOfSeconds(lastEvent.created),
      received_at: isoOfMs(lastEvent.receivedAt),
    },
    last_catch_up_at: isoOfMsOrNull(jobs.catchUp?.finishedAtMs ?? null),
    last_catalog_sync_at: isoOfMsOrNull(jobs.catalog?.finishedAtMs ?? null),
    import: jobs.import && presentJob(jobs.import),
    catalog: catalogOf(jobs.catalog),
    conditions,
    key_last4: stored.keyLast4,
    scope: stored.scope,
    connected_at: isoOfMsOrNull(stored.connectedAtMs),
    checked_at: isoOfMsOrNull(stored.checkedAtMs),
    import_months: stored.importMonths,
    rejected_requests_24h: counts.rejected,
    unlinked_events_24h: counts.unlinked,
    mode_mismatches_24h: counts.modeMismatches,
    disconnected_events_24h: counts.disconnected,
  }
}

function statusOf({ stored, conditions, jobs }: ConnectionFacts, isWebhookOnly: boolean): Connection['status'] {
  if (stored.status !== 'connected' && !isWebhookOnly) return stored.status
  if (conditions.length > 0) return 'degraded'
  return stored.status === 'connected' && jobs.import && isRunning(jobs.import) ? 'importing' : 'connected'
}

function webhookStatus({ stored, lastEvent }: ConnectionFacts, canVerify: boolean): string {
  if (stored.status === 'disconnected' && !stored.receives) return 'turned_away'
  if (stored.kind === 'restricted_key' && stored.endpointStatus === 'disabled') return 'disabled'
  if (stored.kind === 'restricted_key' && stored.endpointStatus === 'missing' && !canVerify) return 'missing'
  if (!canVerify) return 'secret_missing'
  return lastEvent ? 'receiving' : 'waiting'
}

/** Both sides of the catalog when it was last read whole; equal figures mean that nothing was skipped. */
function catalogOf(job: JobRecord | null): Connection['catalog'] {
  if (!job?.held || job.finishedAtMs === null) return null
  const countsOf = ({ products = 0, prices = 0, coupons = 0 }: JobRecord['done']) => ({ products, prices, coupons })
  return { at: isoOfMs(job.finishedAtMs), stripe: countsOf(job.done), billhook: countsOf(job.held) }
}

/** A request takes seconds; a claim this old was left behind by one that was cut off. */
const INTERRUPTED_AFTER_MS = 120_000

function explain({ stored, lastEvent, nowMs }: ConnectionFacts, { canVerify, url }: Address): string | null {
  const { mode } = stored.tenant
  if (stored.status === 'connecting') {
    return nowMs - stored.updatedAtMs > INTERRUPTED_AFTER_MS
      ? 'Connecting was begun and interrupted: connect once more to finish it.'
      : 'Connecting.'
  }
  if (stored.status === 'disconnected') return null
  if (!canVerify) {
    return stored.status === 'connected'
      ? `No event can be verified: set STRIPE_WEBHOOK_SECRET to the signing secret of the platform’s endpoint at ${url}.`
      : `Add a webhook endpoint in Stripe (${mode} mode) that points to ${url}, then add its signing secret (whsec_…) to this connection.`
  }
  return lastEvent ? null : `Waiting for the first event in ${mode} mode.`
}
