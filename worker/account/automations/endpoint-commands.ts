import { makeId } from '../../auth/tokens.ts'
import type { Delivery } from '../../domain/delivery/delivery.ts'
import type { Endpoint } from '../../domain/delivery/endpoint.ts'
import { buildHook } from '../../domain/hook/build-hook.ts'
import { isoOfMs } from '../../domain/times.ts'
import type { EndpointAnswer, EndpointInput } from '../automation-rpc.ts'
import type { Bench } from '../customers/derive.ts'
import { deliver } from './deliver.ts'
import { listMissed, writeDelivery } from './deliveries.ts'
import { countDocuments, deleteDocument, readDocument, writeDocument } from './documents.ts'
import { beginHealth, forgetHealth } from './note-health.ts'
import { keepInSight } from './queue-due.ts'
import { modeOf } from './tell-endpoints.ts'

const MAX_ENDPOINTS = 20
/** Both secrets sign meanwhile, so that the receiver can change over. */
const OVERLAP_MS = 86_400_000

/** `sealed`: the secret of a new one. */
export function createEndpoint(bench: Bench, input: EndpointInput, sealed: string): EndpointAnswer {
  const { ws, nowMs } = bench
  if (countDocuments(ws.sql, 'endpoint') >= MAX_ENDPOINTS)
    return { ok: false, reason: 'too_many', limit: MAX_ENDPOINTS }
  const endpoint: Endpoint = {
    ...input,
    id: makeId('whe'),
    ...{ disabledBecause: null, secrets: [{ sealed, untilMs: null }], failingSinceMs: null, failures: 0 },
    ...{ createdAtMs: nowMs, updatedAtMs: nowMs },
  }
  return keep(bench, endpoint)
}

/** What it misses while it is disabled is kept; enabling it begins its health anew. */
export function updateEndpoint(bench: Bench, id: string, patch: Partial<EndpointInput>): EndpointAnswer {
  const before = readDocument<Endpoint>(bench.ws.sql, 'endpoint', id)
  if (!before) return { ok: false, reason: 'not_found' }
  if (patch.status === 'enabled') beginHealth(bench, id)
  const enabled = patch.status === 'enabled' ? { disabledBecause: null, failingSinceMs: null, failures: 0 } : {}
  return keep(bench, { ...before, ...patch, ...enabled, updatedAtMs: bench.nowMs })
}

export function rotateSecret(bench: Bench, id: string, sealed: string): EndpointAnswer {
  const { ws, nowMs } = bench
  const before = readDocument<Endpoint>(ws.sql, 'endpoint', id)
  if (!before) return { ok: false, reason: 'not_found' }
  const former = before.secrets
    .filter(({ untilMs }) => untilMs === null || untilMs > nowMs)
    .map(({ sealed: old, untilMs }) => ({ sealed: old, untilMs: untilMs ?? nowMs + OVERLAP_MS }))
  return keep(bench, { ...before, secrets: [{ sealed, untilMs: null }, ...former], updatedAtMs: nowMs })
}

export function deleteEndpoint(bench: Bench, id: string): EndpointAnswer {
  const { ws } = bench
  const endpoint = readDocument<Endpoint>(ws.sql, 'endpoint', id)
  if (!endpoint) return { ok: false, reason: 'not_found' }
  deleteDocument(ws.sql, 'endpoint', id)
  forgetHealth(bench, id)
  ws.acts.touchDocument('endpoint', id)
  return { ok: true, endpoint }
}

/** Sends one made-up message, also to one that is disabled. */
export function testEndpoint(bench: Bench, id: string): Delivery | null {
  const endpoint = readDocument<Endpoint>(bench.ws.sql, 'endpoint', id)
  if (!endpoint) return null
  const { body } = buildHook('endpoint.test', isoOfMs(bench.nowMs), {
    ...{ mode: modeOf(bench), endpoint: { id } },
    message: 'This is a test: Billhook can reach this endpoint.',
  })
  return deliver(bench, {
    ...{ channel: 'webhook', kind: 'test', endpoint: id, to: endpoint.url, type: 'endpoint.test', body },
  })
}

const MAX_RECOVERED = 1_000

/** What failed or was missed since then goes out again, in its order; answers how many. */
export function recoverEndpoint(bench: Bench, id: string, sinceMs: number): number | null {
  const { ws, nowMs } = bench
  if (!readDocument<Endpoint>(ws.sql, 'endpoint', id)) return null
  const missed = listMissed(ws.sql, id, sinceMs, MAX_RECOVERED)
  for (const delivery of missed) {
    const again = { status: 'queued' as const, code: null, reason: null, endedAtMs: null }
    writeDelivery(ws.sql, { ...delivery, ...again, attempts: [], nextAttemptAtMs: nowMs, queuedAtMs: nowMs })
    ws.acts.touchDelivery(delivery.number)
  }
  keepInSight(ws.sql, missed[0]?.number)
  return missed.length
}

function keep({ ws }: Bench, endpoint: Endpoint): EndpointAnswer {
  writeDocument(ws.sql, 'endpoint', endpoint.id, endpoint)
  ws.acts.touchDocument('endpoint', endpoint.id)
  return { ok: true, endpoint }
}
