import type { StripeAccess } from '../account/rpc.ts'
import { type Bindings, configOf } from '../config.ts'
import { type ConditionCode, type Findings, judgeEndpoint } from '../domain/health.ts'
import type { Tenant } from '../domain/ids.ts'
import { ok, type Result } from '../domain/result.ts'
import { writeConditions } from '../readmodel/conditions.ts'
import { readConnection, type StoredConnection } from '../readmodel/connection.ts'
import { noteChecked } from '../readmodel/connections-state.ts'
import type { StripeClient } from '../stripe/client.ts'
import { SUBSCRIBED_EVENT_TYPES } from '../stripe/event-types.ts'
import type { Failure } from '../stripe/failure.ts'
import { announceConnection } from './announce.ts'
import { REQUIRED_PERMISSIONS } from './permissions.ts'
import { probePermissions } from './probe-key.ts'
import { reportPermissionMissing, reportUnauthorized } from './reports.ts'
import { linkedAccess, stripeWith } from './stripe-of.ts'
import { listEndpoints, webhookUrl } from './webhook-endpoint.ts'

const DAY_MS = 86_400_000

/** For the queue: throws where Stripe could not be asked, so that the check comes again. */
export async function checkConnection(env: Bindings, tenant: Tenant): Promise<void> {
  const checked = await inspectConnection(env, tenant, false)
  if (!checked.ok) throw new Error(`Stripe answered ${checked.error.reason}.`)
}

/**
 * Looks at a link from Stripe's side: our endpoint, and once a day – or when `everything` is asked for – the permissions.
 * Writes what is wrong and takes away what no longer is. A failure leaves open how things are: ask again later. A connection that only receives has nothing to be asked.
 */
export async function inspectConnection(
  env: Bindings,
  tenant: Tenant,
  everything: boolean,
): Promise<Result<null, Failure>> {
  const connection = await readConnection(env.DB, tenant)
  if (connection?.status !== 'connected') return ok(null)
  const access = await linkedAccess(env, connection)
  if (!access || access.epoch !== connection.epoch) return ok(null)
  const nowMs = Date.now()
  const isPermissionsDue = everything || nowMs - (connection.permissionsCheckedAtMs ?? 0) >= DAY_MS
  const looked = await look(env, connection, access, isPermissionsDue)
  if (!looked.ok) return (await isReported(env, connection, looked.error)) ? ok(null) : looked
  const { judged, findings } = looked.value
  const changed = await writeConditions(env.DB, connection, judged, findings, nowMs)
  const endpointStatus = judged.includes('endpoint_missing') ? endpointStatusOf(findings) : connection.endpointStatus
  const missingEventTypes = (findings.event_types_missing?.types ?? []) as readonly string[]
  await noteChecked(
    env.DB,
    connection,
    { endpointStatus, missingEventTypes, permissionsChecked: isPermissionsDue },
    nowMs,
  )
  if (changed) await announceConnection(env, tenant)
  return ok(null)
}

interface Looked {
  judged: ConditionCode[]
  findings: Findings
}

async function look(
  env: Bindings,
  connection: StoredConnection,
  access: StripeAccess,
  isPermissionsDue: boolean,
): Promise<Result<Looked, Failure>> {
  const stripe = await stripeWith(configOf(env), access)
  const isOwnKey = access.kind === 'restricted_key'
  const endpoint = isOwnKey ? await lookAtEndpoint(env, connection, stripe) : ok({ judged: [], findings: {} })
  if (!endpoint.ok || !isPermissionsDue) return endpoint
  const needed = REQUIRED_PERMISSIONS.filter(({ access: kind }) => isOwnKey || kind === 'Read')
  const missing = await probePermissions(stripe, needed)
  if (!missing.ok) return missing
  const permissions = missing.value.map(({ name }) => name)
  return ok({
    judged: [...endpoint.value.judged, 'permission_missing'],
    findings: { ...endpoint.value.findings, ...(permissions.length > 0 && { permission_missing: { permissions } }) },
  })
}

async function lookAtEndpoint(
  env: Bindings,
  connection: StoredConnection,
  stripe: StripeClient,
): Promise<Result<Looked, Failure>> {
  const listed = await listEndpoints(stripe)
  if (!listed.ok) return listed
  const url = webhookUrl(configOf(env), connection.id)
  const seen = listed.value.find(({ id }) => id === connection.stripeEndpointId) ?? null
  const findings = judgeEndpoint(seen, { url, eventTypes: SUBSCRIBED_EVENT_TYPES })
  if (findings.endpoint_missing && connection.stripeEndpointId === null) {
    findings.endpoint_missing = { cause: 'unreachable' }
  }
  return ok({ judged: ['endpoint_missing', 'endpoint_disabled', 'event_types_missing'], findings })
}

/** A refusal that says something about the link as such is stored; anything else passes by itself. */
async function isReported(env: Bindings, { tenant, epoch }: StoredConnection, failure: Failure): Promise<boolean> {
  if (failure.reason === 'unauthorized') await reportUnauthorized(env, tenant, epoch, failure)
  else if (failure.reason === 'permission_missing') {
    const names = failure.permissions.length > 0 ? failure.permissions : ['rak_webhook_write']
    await reportPermissionMissing(env, tenant, epoch, names)
  } else return false
  return true
}

function endpointStatusOf(findings: Findings): StoredConnection['endpointStatus'] {
  if (findings.endpoint_missing) return 'missing'
  return findings.endpoint_disabled ? 'disabled' : 'enabled'
}
