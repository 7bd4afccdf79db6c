import { accountStub } from '../account/stub.ts'
import { type Bindings, configOf } from '../config.ts'
import { CONDITION_CODES, type ConditionCode, type ConditionDetail, judgeCatchUp } from '../domain/health.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import { log } from '../log.ts'
import { writeConditions } from '../readmodel/conditions.ts'
import { readConnection, type StoredConnection } from '../readmodel/connection.ts'
import { markDisconnected } from '../readmodel/connections-state.ts'
import { readEvent } from '../readmodel/events.ts'
import type { Failure } from '../stripe/failure.ts'
import { announceConnection } from './announce.ts'

/**
 * Stripe refuses the credential of this epoch (401): nothing can be read any more. Events are still taken in, since Stripe
 * signs and sends them as before. A report about an earlier link changes nothing.
 */
export async function reportUnauthorized(
  env: Bindings,
  tenant: Tenant,
  epoch: number,
  failure: Pick<Extract<Failure, { reason: 'unauthorized' }>, 'code'>,
): Promise<void> {
  const before = await readConnection(env.DB, tenant)
  if (before?.epoch !== epoch || before.status !== 'connected') return
  const reason = 'Stripe refuses the credential, so nothing can be read any more: connect again.'
  const facts = { reason, receives: true }
  if (isOauth(before)) {
    const detail = { stripe_account: before.stripeAccount?.id ?? null, told: false }
    return endLink(env, before, facts, 'deauthorized', detail)
  }
  const detail = { key_last4: before.keyLast4, expired: failure.code === 'api_key_expired' }
  await endLink(env, before, facts, 'key_refused', detail)
}

/** The permissions of a key have become fewer; what needs them stands still until they are back. */
export async function reportPermissionMissing(
  env: Bindings,
  tenant: Tenant,
  epoch: number,
  permissions: readonly string[],
): Promise<void> {
  const detail = { permissions }
  const judged: ConditionCode[] = ['permission_missing']
  const changed = await writeConditions(env.DB, { tenant, epoch }, judged, { permission_missing: detail }, Date.now())
  if (changed) await announceConnection(env, tenant)
}

/**
 * `account.application.deauthorized`: an owner has taken the grant back; it arrives when access has ended already. One that
 * is older than the present link, or of another Stripe account or application, is about a former one.
 */
export async function deauthorize(
  env: Bindings,
  tenant: Tenant,
  event: { eventId: string; atSeconds: number },
): Promise<void> {
  const before = await readConnection(env.DB, tenant)
  if (before?.status !== 'connected' || !isOauth(before) || isStale(before, event.atSeconds)) return
  if (!(await isAbout(env, before, event.eventId))) return
  const reason = 'The owner of the Stripe account has taken back the access: connect again.'
  const detail = { stripe_account: before.stripeAccount?.id ?? null, told: true }
  await endLink(env, before, { reason, receives: false }, 'deauthorized', detail)
}

/**
 * What a catch-up found: events that Stripe had and no webhook brought. Count only those older than `MISSED_AFTER_SECONDS`;
 * `newestFoundAt` is the newest of them, in Stripe's seconds. None at all ends the condition.
 */
export async function noteCatchUp(
  env: Bindings,
  tenant: Tenant,
  caughtUp: { found: number; newestFoundAt: number | null },
): Promise<void> {
  const connection = await readConnection(env.DB, tenant)
  if (connection?.status !== 'connected' || connection.connectedAtMs === null) return
  const nowMs = Date.now()
  const verdict = judgeCatchUp(caughtUp, connection.connectedAtMs / 1_000, nowMs / 1_000)
  if (verdict === null) return
  const detail = { found: caughtUp.found, newest_found_at: caughtUp.newestFoundAt }
  const findings = verdict === 'stopped' ? { events_stopped: detail } : {}
  const changed = await writeConditions(env.DB, connection, ['events_stopped'], findings, nowMs)
  if (changed) await announceConnection(env, tenant)
}

/** Does nothing where the connection was changed since `before` was read. */
async function endLink(
  env: Bindings,
  before: StoredConnection,
  facts: { reason: string; receives: boolean },
  code: ConditionCode,
  detail: ConditionDetail,
): Promise<void> {
  const { tenant } = before
  const nowMs = Date.now()
  if (!(await markDisconnected(env.DB, before, facts, nowMs))) return
  const epoch = before.epoch + 1
  log('warn', 'connection_ended', { tenant: tenantName(tenant), code })
  await writeConditions(env.DB, { tenant, epoch }, CONDITION_CODES, { [code]: detail }, nowMs)
  await accountStub(env, tenant).unlink(tenant, epoch)
  await announceConnection(env, tenant)
}

function isOauth({ kind }: StoredConnection): boolean {
  return kind === 'app_oauth' || kind === 'connect_oauth'
}

/** Stripe's times are whole seconds: one of the very second of connecting may be either, and is taken for real. */
function isStale({ connectedAtMs }: StoredConnection, atSeconds: number): boolean {
  return connectedAtMs !== null && (atSeconds + 1) * 1_000 <= connectedAtMs
}

/** The event itself says whose access ended, and whose application it was. Where retention has removed it, its time must do. */
async function isAbout(
  env: Bindings,
  { tenant, kind, stripeAccount }: StoredConnection,
  eventId: string,
): Promise<boolean> {
  const payload = (await readEvent(env.DB, tenant, eventId))?.payload
  if (!payload) return true
  const { account, data } = JSON.parse(payload) as { account?: unknown; data?: { object?: { id?: unknown } } }
  const { appClientId, connectClientId } = configOf(env).stripePlatform[tenant.mode]
  const otherClientId = kind === 'app_oauth' ? connectClientId : appClientId
  const isOther = otherClientId !== null && data?.object?.id === otherClientId
  return !isOther && (account === undefined || account === stripeAccount?.id)
}
