import { createRoute } from '@hono/zod-openapi'
import { addSigningSecret } from '../../auth/signing-secrets.ts'
import { DEFAULT_ACCOUNT_ID, type Tenant, tenantName } from '../../domain/ids.ts'
import { readConnection, type StoredConnection } from '../../readmodel/connection.ts'
import { readLastEvent } from '../../readmodel/events.ts'
import { readIntakeCounts } from '../../readmodel/intake-counts.ts'
import { listSigningSecrets } from '../../readmodel/signing-secrets.ts'
import { ProblemError } from '../errors.ts'
import type { AppContext } from '../middleware/context.ts'
import { noQuery } from '../schemas/common.ts'
import { type Connection, connection, signingSecretInput } from '../schemas/connection.ts'
import { presentConnection } from '../schemas/connection-view.ts'
import {
  authenticated,
  authenticatedPost,
  body,
  json,
  problemsBehindAuth,
  problemsOfPost,
} from '../schemas/documented.ts'
import { createRouter } from './router.ts'

const DAY_MS = 86_400_000
const REJECTED = ['signature_invalid', 'signature_missing', 'timestamp_outside_tolerance', 'payload_invalid']

export const connectionRoutes = createRouter()

connectionRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/connection',
    tags: ['Connection'],
    summary: 'The link to a Stripe account, and whether events arrive',
    ...authenticated,
    request: { query: noQuery },
    responses: { 200: json(connection, 'The connection'), ...problemsBehindAuth(404) },
  }),
  async (c) => c.json(await describeConnection(c, await storedConnection(c)), 200),
)

connectionRoutes.openapi(
  createRoute({
    method: 'post',
    path: '/connection/secrets',
    tags: ['Connection'],
    summary: 'Add a signing secret of the connection’s own endpoint; the one before stays valid for 24 hours',
    ...authenticatedPost,
    request: { query: noQuery, body: body(signingSecretInput) },
    responses: { 201: json(connection, 'The connection'), ...problemsOfPost(404) },
  }),
  async (c) => {
    const { secret } = c.req.valid('json')
    const stored = await storedConnection(c)
    await addSigningSecret(c.env.DB, c.var.config.encryptionKeys, stored.id, c.var.tenant, secret, Date.now())
    return c.json(await describeConnection(c, stored), 201)
  },
)

async function storedConnection(c: AppContext): Promise<StoredConnection> {
  const stored = await readConnection(c.env.DB, c.var.tenant)
  if (!stored) throw new ProblemError('not_found', `This account has no connection in ${c.var.tenant.mode} mode.`)
  return stored
}

async function describeConnection(c: AppContext, stored: StoredConnection): Promise<Connection> {
  const db = c.env.DB
  const nowMs = Date.now()
  const [secrets, lastEvent, counts] = await Promise.all([
    listSigningSecrets(db, stored.id, nowMs),
    readLastEvent(db, stored.tenant),
    readCounts(db, stored.tenant, nowMs - DAY_MS),
  ])
  return presentConnection({ stored, hasOwnSecret: secrets.length > 0, lastEvent, counts }, c.var.config)
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
    wrongSignature: sum(unverified, ['signature_invalid']),
    unlinked: sum(verified, ['unlinked_account']),
    modeMismatches: sum(verified, ['mode_mismatch']),
    disconnected: sum(verified, ['disconnected']),
  }
}

function sum(counts: { reason: string; count: number }[], reasons: string[]): number {
  return counts.filter(({ reason }) => reasons.includes(reason)).reduce((total, { count }) => total + count, 0)
}
