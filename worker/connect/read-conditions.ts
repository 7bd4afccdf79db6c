import { type Condition, judgeLastCatchUp, judgeSignatures, worstFirst } from '../domain/health.ts'
import { DEFAULT_ACCOUNT_ID, tenantName } from '../domain/ids.ts'
import { isRunning, type JobRecord } from '../domain/job.ts'
import { listConditions } from '../readmodel/conditions.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { readLastWebhookMs } from '../readmodel/events.ts'
import { listRejectedHours } from '../readmodel/intake-counts.ts'
import { type LatestJobs, readLatestJobs } from '../readmodel/jobs.ts'
import { readEndpointSecretMs } from '../readmodel/signing-secrets.ts'

const DAY_MS = 86_400_000

/** These follow from our own records, whatever was stored. */
export const JUDGED_FROM_RECORDS = ['signatures_rejected', 'events_stopped', 'catch_up_late'] as const

/** What is wrong now, the worst first: what was stored, put right by what our own records say at this moment. */
export async function readConditions(
  db: D1Database,
  connection: StoredConnection,
  nowMs: number,
): Promise<Condition[]> {
  // What stands there is of the link before, which is being replaced.
  if (connection.status === 'connecting') return []
  const stored = await listConditions(db, connection.tenant)
  if (connection.status === 'disconnected') return worstFirst(stored)
  const [standing, signatures, jobs] = await Promise.all([
    dropOvercome(db, connection, stored),
    findRejectedSignatures(db, connection, nowMs),
    connection.status === 'connected' ? readLatestJobs(db, connection.tenant) : null,
  ])
  const lateSinceMs = jobs && findLateCatchUp(jobs, connection, nowMs)
  const found = standing.filter(({ code }) => code !== 'signatures_rejected' && code !== 'catch_up_late')
  if (signatures) {
    found.push({ code: 'signatures_rejected', sinceMs: signatures.sinceMs, detail: { count: signatures.count } })
  }
  if (lateSinceMs !== null) found.push({ code: 'catch_up_late', sinceMs: lateSinceMs, detail: {} })
  const failed = jobs && findFailedImport(jobs, connection)
  if (failed)
    found.push({ code: 'import_failed', sinceMs: failed.finishedAtMs ?? nowMs, detail: { error: failed.error } })
  return worstFirst(found)
}

/** A webhook that came later shows that events arrive again, be it through `stripe listen`. */
async function dropOvercome(db: D1Database, { tenant }: StoredConnection, stored: Condition[]): Promise<Condition[]> {
  const isAboutArrival = ({ code, detail }: Condition): boolean =>
    code === 'events_stopped' || (code === 'endpoint_missing' && detail.cause === 'unreachable')
  if (!stored.some(isAboutArrival)) return stored
  const lastWebhookMs = (await readLastWebhookMs(db, tenant)) ?? 0
  return stored.filter((condition) => !isAboutArrival(condition) || lastWebhookMs <= condition.sinceMs)
}

/** What reached the platform's address unsigned belongs to the default account, and only while that is where it listens. */
async function findRejectedSignatures(db: D1Database, connection: StoredConnection, nowMs: number) {
  const { tenant, kind } = connection
  const listensAtPlatform = tenant.accountId === DEFAULT_ACCOUNT_ID && kind !== 'restricted_key'
  const scopes = listensAtPlatform ? [tenantName(tenant), 'platform'] : [tenantName(tenant)]
  const hours = await listRejectedHours(db, scopes, nowMs - DAY_MS)
  if (hours.length === 0) return null
  const [lastWebhookMs, toldMs] = await Promise.all([readLastWebhookMs(db, tenant), endpointSecretMs(db, connection)])
  return judgeSignatures(hours, Math.max(lastWebhookMs ?? 0, toldMs ?? 0) || null, nowMs)
}

function endpointSecretMs(db: D1Database, { id, stripeEndpointId }: StoredConnection): Promise<number | null> {
  return stripeEndpointId ? readEndpointSecretMs(db, id, stripeEndpointId) : Promise.resolve(null)
}

/** The last import or resync of this link, where it ended without reading everything. */
function findFailedImport({ import: last }: LatestJobs, { connectedAtMs }: StoredConnection): JobRecord | null {
  if (last?.status !== 'failed' || connectedAtMs === null) return null
  return (last.finishedAtMs ?? 0) >= connectedAtMs ? last : null
}

/** Null where nothing is late. */
function findLateCatchUp(
  { catchUp, import: imported }: LatestJobs,
  { connectedAtMs }: StoredConnection,
  nowMs: number,
): number | null {
  if (connectedAtMs === null) return null
  // An import does the work of a catch-up, which waits for it.
  if (imported && isRunning(imported)) return null
  const lastMs = Math.max(catchUp?.finishedAtMs ?? 0, imported?.finishedAtMs ?? 0)
  return judgeLastCatchUp(lastMs, connectedAtMs, nowMs)
}
