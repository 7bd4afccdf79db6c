import { type Condition, judgeLastCatchUp, judgeSignatures, worstFirst } from '../domain/health.ts'
import { DEFAULT_ACCOUNT_ID, tenantName } from '../domain/ids.ts'
import { isRunning } from '../domain/job.ts'
import { listConditions } from '../readmodel/conditions.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { readLastWebhookMs } from '../readmodel/events.ts'
import { listRejectedHours } from '../readmodel/intake-counts.ts'
import { readLatestJobs } from '../readmodel/jobs.ts'

const DAY_MS = 86_400_000

/** These follow from our own records, whatever was stored. */
export const JUDGED_HERE = ['signatures_rejected', 'events_stopped', 'catch_up_late'] as const

/** What is wrong now, the worst first: what was stored, put right by what our own records say at this moment. */
export async function readConditions(
  db: D1Database,
  connection: StoredConnection,
  nowMs: number,
): Promise<Condition[]> {
  const stored = await listConditions(db, connection.tenant)
  if (connection.status === 'disconnected' || connection.status === 'connecting') return worstFirst(stored)
  const [standing, signatures, lateSinceMs] = await Promise.all([
    dropOvercome(db, connection, stored),
    findRejectedSignatures(db, connection, nowMs),
    findLateCatchUp(db, connection, nowMs),
  ])
  const found = standing.filter(({ code }) => code !== 'signatures_rejected' && code !== 'catch_up_late')
  if (signatures) {
    found.push({ code: 'signatures_rejected', sinceMs: signatures.sinceMs, detail: { count: signatures.count } })
  }
  if (lateSinceMs !== null) found.push({ code: 'catch_up_late', sinceMs: lateSinceMs, detail: {} })
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
async function findRejectedSignatures(db: D1Database, { tenant, kind }: StoredConnection, nowMs: number) {
  const listensAtPlatform = tenant.accountId === DEFAULT_ACCOUNT_ID && kind !== 'restricted_key'
  const scopes = listensAtPlatform ? [tenantName(tenant), 'platform'] : [tenantName(tenant)]
  const hours = await listRejectedHours(db, scopes, nowMs - DAY_MS)
  return hours.length === 0 ? null : judgeSignatures(hours, await readLastWebhookMs(db, tenant), nowMs)
}

/** Null where nothing is late, or nothing can be caught up. */
async function findLateCatchUp(
  db: D1Database,
  { tenant, status, connectedAtMs }: StoredConnection,
  nowMs: number,
): Promise<number | null> {
  if (status !== 'connected' || connectedAtMs === null) return null
  const { catchUp, import: imported } = await readLatestJobs(db, tenant)
  // An import does the work of a catch-up, which waits for it.
  if (imported && isRunning(imported)) return null
  const lastMs = Math.max(catchUp?.finishedAtMs ?? 0, imported?.finishedAtMs ?? 0)
  return judgeLastCatchUp(lastMs, connectedAtMs, nowMs)
}
