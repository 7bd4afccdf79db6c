import { OVERLAP_MS, sealSigningSecret } from '../auth/signing-secrets.ts'
import { type Bindings, configOf } from '../config.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { replaceEndpoint } from '../readmodel/connections-write.ts'
import { listSigningSecrets } from '../readmodel/signing-secrets.ts'
import type { StripeClient } from '../stripe/client.ts'
import { announceConnection } from './announce.ts'
import { inspectConnection } from './check-connection.ts'
import { endpointRefusal } from './endpoint-refusal.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { reportUnauthorized } from './reports.ts'
import { linkedAccess, stripeWith } from './stripe-of.ts'
import { type EnsuredEndpoint, ensureEndpoint, removeEndpoint, webhookUrl } from './webhook-endpoint.ts'

/**
 * Puts our endpoint in order – there, enabled, with all event types – and looks at everything again. A key that Stripe refuses
 * is no refusal here: the connection then says so itself.
 */
export async function repairConnection(
  env: Bindings,
  connection: StoredConnection,
  nowMs: number,
): Promise<Result<null, Refusal>> {
  const { tenant } = connection
  const access = connection.status === 'connected' ? await linkedAccess(env, connection) : null
  if (!access)
    return fail({ code: 'nothing_to_read', detail: 'There is no key or grant to repair with: connect first.' })
  if (access.kind === 'restricted_key') {
    const repaired = await repairEndpoint(env, connection, await stripeWith(configOf(env), access), nowMs)
    if (!repaired.ok) return repaired
  }
  const checked = await inspectConnection(env, tenant, true)
  if (!checked.ok) return fail(refusalOf(checked.error))
  await announceConnection(env, tenant)
  return ok(null)
}

async function repairEndpoint(
  env: Bindings,
  connection: StoredConnection,
  stripe: StripeClient,
  nowMs: number,
): Promise<Result<null, Refusal>> {
  const { tenant, epoch } = connection
  const url = webhookUrl(configOf(env), connection.id)
  const hasSecret = (await listSigningSecrets(env.DB, connection.id, nowMs)).length > 0
  const ensured = await ensureEndpoint(stripe, connection, url, hasSecret)
  if (!ensured.ok) {
    const { error } = ensured
    if (error.reason === 'unauthorized') await reportUnauthorized(env, tenant, epoch, error)
    // A permission that is gone is found and stored by the check that follows.
    if (error.reason === 'unauthorized' || error.reason === 'permission_missing') return ok(null)
    return fail(endpointRefusal(error, tenant.mode, url))
  }
  await store(env, connection, ensured.value, stripe, nowMs)
  return ok(null)
}

async function store(
  env: Bindings,
  connection: StoredConnection,
  endpoint: EnsuredEndpoint,
  stripe: StripeClient,
  nowMs: number,
): Promise<void> {
  const { tenant, epoch } = connection
  const of = { tenant, epoch, connectionId: connection.id }
  let isStored = false
  try {
    const sealed = endpoint.made ? await sealSigningSecret(configOf(env).encryptionKeys, tenant, endpoint.secret) : null
    const facts = { id: endpoint.id, status: 'enabled' as const, apiVersion: endpoint.apiVersion }
    const secret = sealed === null ? null : { sealed, formerValidUntilMs: nowMs + OVERLAP_MS }
    isStored = await replaceEndpoint(env.DB, of, facts, secret, nowMs)
  } finally {
    const unwanted = endpoint.made ? (isStored ? endpoint.obsolete : [endpoint.id]) : []
    await Promise.all(unwanted.map((id) => removeEndpoint(stripe, id)))
  }
}
