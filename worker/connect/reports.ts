import { accountStub } from '../account/stub.ts'
import { type Bindings, configOf } from '../config.ts'
import { type ConditionCode, type ConditionDetail, judgeCatchUp } from '../domain/health.ts'
import { type Tenant, tenantName } from '../domain/ids.ts'
import { log } from '../log.ts'
import { writeConditions } from '../readmodel/conditions.ts'
import { readConnection, type StoredConnection } from '../readmodel/connection.ts'
import { endConnection } from '../readmodel/connections-state.ts'
import { readEvent } from '../readmodel/events.ts'
import type { Failure } from '../stripe/failure.ts'
import { announceConnection } from './announce.ts'

/**
 * Stripe refuses the credential of this epoch: nothing can be read any more. Events are still taken in, since Stripe signs
 * and sends them as before. True where the link has ended, or is not the present one; false where it stands, because what
 * Stripe refused is the platform's own key.
 */
export async function reportUnauthorized(
  env: Bindings,
  tenant: Tenant,
  epoch: number,
  failure: Pick<Extract<Failure, { reason: 'unauthorized' }>, 'code'>,
): Promise<boolean> {
  const before = await presentLink(env, tenant, epoch)
  if (!before) return true
  if (before.kind === 'connect_oauth' && failure.code !== 'account_invalid') {
    await store(env, before, 'platform_key_refused', { code: failure.code })
    return false
  }
  const reason = 'Stripe refuses the credential, so nothing can be read any more: connect again.'
  const facts = { reason, receives: true }
  if (isOauth(before)) {
    const detail = { stripe_account: before.stripeAccount?.id ?? null, told: false }
    await endLink(env, before, facts, 'deauthorized', detail)
    return true
  }
  const detail = { key_last4: before.keyLast4, expired: failure.code === 'api_key_expired' }
  await endLink(env, before, facts, 'key_refused', detail)
  return true
}

/** The permissions of a key have become fewer; what needs them stands still until they are back. None named tells nothing. */
export async function reportPermissionMissing(
  env: Bindings,
  tenant: Tenant,
  epoch: number,
  permissions: readonly string[],
): Promise<void> {
  const link = permissions.length > 0 ? await presentLink(env, tenant, epoch) : null
  if (link) await store(env, link, 'permission_missing', { permissions })
}

/**
 * `account.application.deauthorized`: an owner has taken the grant back; it arrives when access has ended already. One that
 * is older than the present link, or of another Stripe account or application, is about a former one. Throws where the
 * event is not in the read model yet, so that it comes again.
 */
export async function deauthorize(
  env: Bindings,
  tenant: Tenant,
  event: { eventId: string; atSeconds: number },
): Promise<void> {
  const before = await readConnection(env.DB, tenant)
  if (before?.status !== 'connected' || !isOauth(before) || isStale(before, event.atSeconds)) return
  if (!(await isAbout(env, before, event))) return
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

/** `epoch` is the object's, which knows nothing of connects that were refused since. */
async function presentLink(env: Bindings, tenant: Tenant, epoch: number): Promise<StoredConnection | null> {
  const connection = await readConnection(env.DB, tenant)
  return connection?.linkEpoch === epoch && connection.status === 'connected' ? connection : null
}

async function store(
  env: Bindings,
  link: StoredConnection,
  code: ConditionCode,
  detail: ConditionDetail,
): Promise<void> {
  if (await writeConditions(env.DB, link, [code], { [code]: detail }, Date.now()))
    await announceConnection(env, link.tenant)
}

/**
 * The object first: until the read model says so too, whatever was cut off begins again from there. Does nothing where the
 * connection was changed since `before` was read.
 */
async function endLink(
  env: Bindings,
  before: StoredConnection,
  facts: { reason: string; receives: boolean },
  code: ConditionCode,
  detail: ConditionDetail,
): Promise<void> {
  const { tenant } = before
  await accountStub(env, tenant).unlink(tenant, before.epoch)
  if (!(await endConnection(env.DB, before, facts, { code, detail }, Date.now()))) return
  log('warn', 'connection_ended', { tenant: tenantName(tenant), code })
  await announceConnection(env, tenant)
}

function isOauth({ kind }: StoredConnection): boolean {
  return kind === 'app_oauth' || kind === 'connect_oauth'
}

/** Stripe's times are whole seconds: one of the very second of connecting may be either, and is taken for real. */
function isStale({ connectedAtMs }: StoredConnection, atSeconds: number): boolean {
  return connectedAtMs !== null && (atSeconds + 1) * 1_000 <= connectedAtMs
}

/** The read model is seconds behind at most. */
const PROJECTED_WITHIN_SECONDS = 3_600

/** The event itself says whose access ended, and whose application it was. Where retention has removed it, its time must do. */
async function isAbout(
  env: Bindings,
  { tenant, kind, stripeAccount }: StoredConnection,
  { eventId, atSeconds }: { eventId: string; atSeconds: number },
): Promise<boolean> {
  const payload = (await readEvent(env.DB, tenant, eventId))?.payload
  if (!payload && Date.now() / 1_000 - atSeconds < PROJECTED_WITHIN_SECONDS)
    throw new Error(`The event ${eventId} is not in the read model yet.`)
  if (!payload) return true
  const { account, data } = JSON.parse(payload) as { account?: unknown; data?: { object?: { id?: unknown } } }
  const { appClientId, connectClientId } = configOf(env).stripePlatform[tenant.mode]
  const otherClientId = kind === 'app_oauth' ? connectClientId : appClientId
  const isOther = otherClientId !== null && data?.object?.id === otherClientId
  return !isOther && (account === undefined || account === stripeAccount?.id)
}
