import { readConditions } from '../../connect/read-conditions.ts'
import type { Refusal } from '../../connect/refusal.ts'
import { DEFAULT_ACCOUNT_ID, type Tenant, tenantName } from '../../domain/ids.ts'
import type { JobRecord } from '../../domain/job.ts'
import type { Result } from '../../domain/result.ts'
import { readConnection, type StoredConnection } from '../../readmodel/connection.ts'
import { readLastEvent } from '../../readmodel/events.ts'
import { readIntakeCounts } from '../../readmodel/intake-counts.ts'
import { readLatestJobs } from '../../readmodel/jobs.ts'
import { listSigningSecrets } from '../../readmodel/signing-secrets.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import type { Connection } from '../schemas/connection.ts'
import { presentConnection } from '../schemas/connection-view.ts'

const DAY_MS = 86_400_000
const REJECTED = ['signature_invalid', 'signature_missing', 'timestamp_outside_tolerance', 'payload_invalid']

/** The connection of the request's tenant; 404 where it has none. */
export async function storedConnection(c: AppContext): Promise<StoredConnection> {
  const stored = await readConnection(c.env.DB, c.var.tenant)
  if (!stored) throw new ProblemError('not_found', `This account has no connection in ${c.var.tenant.mode} mode.`)
  return stored
}

/** The connection as it is now. `begun` is an import that the read model may not show yet. */
export async function describeConnection(c: AppContext, begun: JobRecord | null = null): Promise<Connection> {
  const db = c.env.DB
  const nowMs = Date.now()
  const stored = await storedConnection(c)
  const [conditions, secrets, lastEvent, jobs, counts] = await Promise.all([
    readConditions(db, stored, nowMs),
    listSigningSecrets(db, stored.id, nowMs),
    readLastEvent(db, stored.tenant),
    readLatestJobs(db, stored.tenant),
    readCounts(db, stored.tenant, nowMs - DAY_MS),
  ])
  const facts = { stored, conditions, hasOwnSecret: secrets.length > 0, lastEvent, counts, nowMs }
  const isShown = !begun || jobs.import?.id === begun.id
  return presentConnection({ ...facts, jobs: isShown ? jobs : { ...jobs, import: begun } }, c.var.config)
}

/** The value, or the end of the request where what it asked for was refused. */
export function orRefuse<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value
  const { code, detail, errors, members, retryAfterSeconds } = result.error
  throw new ProblemError(code, detail, {
    ...(errors && { errors }),
    ...(members && { members }),
    ...(retryAfterSeconds !== undefined && { headers: { 'Retry-After': String(retryAfterSeconds) } }),
  })
}

/** What the platform's endpoint counted belongs to the default account; a mode is known only of verified bodies. */
async function readCounts(db: D1Database, tenant: Tenant, sinceMs: number) {
  const isDefault = tenant.accountId === DEFAULT_ACCOUNT_ID
  const own = tenantName(tenant)
  const [unverified, verified] = await Promise.all([
    readIntakeCounts(db, isDefault ? [own, 'platform'] : [own], sinceMs),
    readIntakeCounts(db, isDefault ? [own, `platform:${tenant.mode}`] : [own], sinceMs),
  ])
  return {
    rejected: sum(unverified, REJECTED),
    unlinked: sum(verified, ['unlinked_account']),
    modeMismatches: sum(verified, ['mode_mismatch']),
    disconnected: sum(verified, ['disconnected']),
  }
}

function sum(counts: { reason: string; count: number }[], reasons: string[]): number {
  return counts.filter(({ reason }) => reasons.includes(reason)).reduce((total, { count }) => total + count, 0)
}
