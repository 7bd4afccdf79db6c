import type { StripeAccess } from '../account/rpc.ts'
import { OVERLAP_MS, sealSigningSecret } from '../auth/signing-secrets.ts'
import { type Bindings, configOf } from '../config.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import type { StoredConnection } from '../readmodel/connection.ts'
import { replaceEndpoint } from '../readmodel/connections-write.ts'
import type { StripeClient } from '../stripe/client.ts'
import { announceConnection } from './announce.ts'
import { inspectConnection } from './check-connection.ts'
import { endpointRefusal, isSurvivable, noteEndpointMissing } from './endpoint-refusal.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { isSecretKnown } from './secret-known.ts'
import { presentAccess, stripeWith } from './stripe-of.ts'
import {
  type EndpointFailure,
  type EnsuredEndpoint,
  ensureEndpoint,
  removeEndpoint,
  webhookUrl,
} from './webhook-endpoint.ts'

/**
 * Puts our endpoint in order – there, enabled, with all event types, its secret known – and looks at everything again. A key
 * that Stripe refuses is no refusal here: the connection then says so itself.
 */
export async function repairConnection(
  env: Bindings,
  connection: StoredConnection,
  nowMs: number,
): Promise<Result<null, Refusal>> {
  if (connection.status !== 'connected')
    return fail({ code: 'nothing_to_read', detail: 'There is no key or grant to repair with: connect first.' })
  const access = await presentAccess(env, connection)
  if (!access.ok) return fail(refusalOf(access.error))
  const repaired = await repairEndpoint(env, connection, access.value, nowMs)
  if (!repaired.ok) return repaired
  const checked = await inspectConnection(env, connection.tenant, true)
  if (!checked.ok) return fail(refusalOf(checked.error))
  await announceConnection(env, connection.tenant)
  return ok(null)
}

/** Nothing to do where events come to the platform's own endpoint. */
async function repairEndpoint(
  env: Bindings,
  connection: StoredConnection,
  access: StripeAccess | null,
  nowMs: number,
): Promise<Result<null, Refusal>> {
  if (access?.kind !== 'restricted_key') return ok(null)
  const stripe = await stripeWith(configOf(env), access)
  const url = webhookUrl(configOf(env), connection.id)
  const ensured = await ensureEndpoint(stripe, connection, url, await isSecretKnown(env.DB, connection, nowMs))
  if (!ensured.ok) return notRepaired(env, connection, url, ensured.error, nowMs)
  await store(env, connection, ensured.value, stripe, nowMs)
  return ok(null)
}

async function notRepaired(
  env: Bindings,
  connection: StoredConnection,
  url: string,
  { failure, removed }: EndpointFailure,
  nowMs: number,
): Promise<Result<null, Refusal>> {
  const { mode } = connection.tenant
  // A key that is refused, and a permission that is gone, are found and stored by the check that follows.
  if (failure.reason === 'unauthorized' || failure.reason === 'permission_missing') return ok(null)
  if (isSurvivable(failure, mode)) {
    const of = { tenant: connection.tenant, epoch: connection.epoch, connectionId: connection.id }
    const facts = { id: null, status: 'missing' as const, apiVersion: connection.apiVersion }
    await replaceEndpoint(env.DB, of, facts, null, nowMs)
    return ok(null)
  }
  if (removed !== null) {
    await noteEndpointMissing(env.DB, connection, 'gone', nowMs)
    await announceConnection(env, connection.tenant)
  }
  return fail(endpointRefusal(failure, mode, url))
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
    const unwanted = isStored ? endpoint.obsolete : endpoint.made ? [endpoint.id] : []
    await Promise.all(unwanted.map((id) => removeEndpoint(stripe, id)))
  }
}
