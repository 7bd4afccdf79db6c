import type { StripeAccess } from '../account/rpc.ts'
import { type Bindings, configOf } from '../config.ts'
import type { ConditionCode, Findings } from '../domain/health.ts'
import type { Tenant } from '../domain/ids.ts'
import { fail, ok, type Result } from '../domain/result.ts'
import { listConditions, writeConditions } from '../readmodel/conditions.ts'
import { readConnection, type StoredConnection } from '../readmodel/connection.ts'
import { noteChecked } from '../readmodel/connections-state.ts'
import type { Failure } from '../stripe/failure.ts'
import { announceConnection } from './announce.ts'
import { type Looked, look } from './look.ts'
import { reportPermissionMissing, reportUnauthorized } from './reports.ts'
import { presentAccess } from './stripe-of.ts'

const DAY_MS = 86_400_000
/** Only asking for the permissions shows that these are over. */
const MENDED_BY_PERMISSIONS: readonly ConditionCode[] = ['permission_missing', 'platform_key_refused']

/** For the queue: throws where Stripe could not be asked, so that the check comes again. */
export async function checkConnection(env: Bindings, tenant: Tenant): Promise<void> {
  const checked = await inspectConnection(env, tenant, false)
  if (!checked.ok) throw new Error(`Stripe answered ${checked.error.reason}.`)
}

/**
 * Looks at a link from Stripe's side: our endpoint, and once a day – or while something is wrong with them, or when
 * `everything` is asked for – the permissions. Writes what is wrong and takes away what no longer is. A failure leaves open
 * how things are: ask again later. A connection that only receives has nothing to be asked.
 */
export async function inspectConnection(
  env: Bindings,
  tenant: Tenant,
  everything: boolean,
): Promise<Result<null, Failure>> {
  const connection = await readConnection(env.DB, tenant)
  if (connection?.status !== 'connected') return ok(null)
  const held = await presentAccess(env, connection)
  if (!held.ok) return held
  const access = held.value
  if (access && access.epoch !== connection.linkEpoch) return ok(null)
  const nowMs = Date.now()
  const isDue = everything || (await arePermissionsDue(env.DB, connection, nowMs))
  const looked = access ? await lookTwice(env, connection, access, isDue) : fail(NO_ACCESS)
  if (!looked.ok) return (await isReported(env, connection, looked.error)) ? ok(null) : looked
  await write(env, connection, looked.value, nowMs)
  return ok(null)
}

/** The object has no credential (any more), or the platform has no key. */
const NO_ACCESS: Failure = { reason: 'unauthorized', code: null, message: 'There is nothing to ask Stripe with.' }

async function arePermissionsDue(db: D1Database, connection: StoredConnection, nowMs: number): Promise<boolean> {
  if (nowMs - (connection.permissionsCheckedAtMs ?? 0) >= DAY_MS) return true
  return (await listConditions(db, connection.tenant)).some(({ code }) => MENDED_BY_PERMISSIONS.includes(code))
}

/** The token of an app may end early: before Stripe's no is taken for one, another token is asked for, once. */
async function lookTwice(
  env: Bindings,
  connection: StoredConnection,
  access: StripeAccess,
  isDue: boolean,
): Promise<Result<Looked, Failure>> {
  const config = configOf(env)
  const first = await look(config, connection, access, isDue)
  if (first.ok || first.error.reason !== 'unauthorized' || access.kind !== 'app_oauth') return first
  const renewed = await presentAccess(env, connection, access.apiKey)
  if (!renewed.ok) return renewed
  const { value: other } = renewed
  return other && other.apiKey !== access.apiKey ? look(config, connection, other, isDue) : first
}

async function write(
  env: Bindings,
  connection: StoredConnection,
  { judged, findings, permissionsChecked }: Looked,
  nowMs: number,
): Promise<void> {
  const changed = await writeConditions(env.DB, connection, judged, findings, nowMs)
  const isEndpointSeen = judged.includes('endpoint_missing')
  const seen = {
    endpointStatus: isEndpointSeen ? endpointStatusOf(findings) : connection.endpointStatus,
    missingEventTypes: isEndpointSeen
      ? ((findings.event_types_missing?.types ?? []) as readonly string[])
      : connection.missingEventTypes,
    permissionsChecked,
  }
  await noteChecked(env.DB, connection, seen, nowMs)
  if (changed) await announceConnection(env, connection.tenant)
}

/** A refusal that says something about the link as such is stored; anything else passes by itself. */
async function isReported(env: Bindings, { tenant, linkEpoch }: StoredConnection, failure: Failure): Promise<boolean> {
  if (failure.reason === 'unauthorized') await reportUnauthorized(env, tenant, linkEpoch, failure)
  else if (failure.reason === 'permission_missing' && failure.permissions.length > 0)
    await reportPermissionMissing(env, tenant, linkEpoch, failure.permissions)
  else return false
  return true
}

function endpointStatusOf(findings: Findings): StoredConnection['endpointStatus'] {
  if (findings.endpoint_missing) return 'missing'
  return findings.endpoint_disabled ? 'disabled' : 'enabled'
}
