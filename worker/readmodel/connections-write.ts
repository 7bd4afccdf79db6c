import type { Tenant } from '../domain/ids.ts'
import type { ConnectionKind, StoredConnection, StripeAccount } from './connection.ts'

/** True while the epoch that a write was begun for is the present one. */
const IS_MINE = 'EXISTS (SELECT 1 FROM connections WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3)'

/** What a connect claims before anything happens outside. */
export interface Claim {
  kind: ConnectionKind
  stripeAccount: StripeAccount
  keyLast4: string | null
  scope: string | null
  importMonths: number
}

/**
 * Takes the connection for a Stripe account: status `connecting`, epoch + 1. `taken`: the Stripe account feeds another
 * tenant. `changed`: somebody else connected or disconnected since `before` was read.
 */
export async function claimConnection(
  db: D1Database,
  before: StoredConnection,
  claim: Claim,
  nowMs: number,
): Promise<'claimed' | 'taken' | 'changed'> {
  try {
    const { meta } = await db
      .prepare(
        `UPDATE connections SET status = 'connecting', epoch = epoch + 1, kind = ?4, reason = NULL, receives = 0,
           stripe_account_name = CASE WHEN stripe_account_id = ?5 THEN coalesce(?6, stripe_account_name) ELSE ?6 END,
           stripe_account_country = CASE WHEN stripe_account_id = ?5 THEN coalesce(?7, stripe_account_country) ELSE ?7 END,
           stripe_account_id = ?5, key_last4 = ?8, scope = ?9, import_months = ?10, updated_at = ?11
         WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3`,
      )
      .bind(
        ...whichEpoch(before.tenant, before.epoch),
        claim.kind,
        claim.stripeAccount.id,
        claim.stripeAccount.name,
        claim.stripeAccount.country,
        claim.keyLast4,
        claim.scope,
        claim.importMonths,
        nowMs,
      )
      .run()
    return meta.changes > 0 ? 'claimed' : 'changed'
  } catch (error) {
    if (error instanceof Error && /UNIQUE constraint failed/i.test(error.message)) return 'taken'
    throw error
  }
}

/**
 * Puts back what stood before a claim that was refused; a later claim of somebody else stays. The epoch does not go back:
 * what was begun for the claim must never be taken for a later one.
 */
export async function releaseClaim(
  db: D1Database,
  before: StoredConnection,
  { claimedEpoch, endpointGone }: { claimedEpoch: number; endpointGone: boolean },
): Promise<void> {
  await db
    .prepare(
      `UPDATE connections SET status = ?4, epoch = epoch + 1, kind = ?5, reason = ?6, receives = ?7, stripe_account_id = ?8,
         stripe_account_name = ?9, stripe_account_country = ?10, key_last4 = ?11, scope = ?12, import_months = ?13,
         updated_at = ?14, endpoint_status = CASE WHEN ?15 THEN 'missing' ELSE endpoint_status END
       WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3`,
    )
    .bind(
      ...whichEpoch(before.tenant, claimedEpoch),
      before.status,
      before.kind,
      before.reason,
      Number(before.receives),
      before.stripeAccount?.id ?? null,
      before.stripeAccount?.name ?? null,
      before.stripeAccount?.country ?? null,
      before.keyLast4,
      before.scope,
      before.importMonths,
      before.updatedAtMs,
      Number(endpointGone),
    )
    .run()
}

/** The object now works for the claimed Stripe account. */
export async function noteLinked(
  db: D1Database,
  tenant: Tenant,
  epoch: number,
  stripeAccountId: string,
): Promise<void> {
  await db
    .prepare('UPDATE connections SET data_of = ?4 WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3')
    .bind(...whichEpoch(tenant, epoch), stripeAccountId)
    .run()
}

/** Our endpoint at Stripe, as it was just made or seen. */
export interface EndpointFacts {
  id: string | null
  status: 'enabled' | 'missing' | null
  apiVersion: string | null
}

/**
 * The last step of a connect, in one transaction: the endpoint with its secret, and `connected` with no condition left of
 * before. False where the claim is no longer ours; then nothing is written, the secret neither.
 */
export async function completeConnect(
  db: D1Database,
  of: { tenant: Tenant; epoch: number; connectionId: string },
  endpoint: EndpointFacts,
  newSecret: { sealed: string; formerValidUntilMs: number } | null,
  nowMs: number,
): Promise<boolean> {
  const mine = whichEpoch(of.tenant, of.epoch)
  const [update] = await db.batch([
    db
      .prepare(
        `UPDATE connections SET status = 'connected', link_epoch = epoch, reason = NULL, receives = 0, stripe_endpoint_id = ?4,
           endpoint_status = ?5, api_version = ?6, missing_event_types = '[]', connected_at = ?7, checked_at = ?7,
           permissions_checked_at = ?7, updated_at = ?7
         WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3`,
      )
      .bind(...mine, endpoint.id, endpoint.status, endpoint.apiVersion, nowMs),
    db.prepare(`DELETE FROM connection_conditions WHERE account_id = ?1 AND mode = ?2 AND ${IS_MINE}`).bind(...mine),
    ...(newSecret ? replaceSecret(db, mine, of.connectionId, endpoint.id, newSecret, nowMs) : []),
  ])
  return (update?.meta.changes ?? 0) > 0
}

function replaceSecret(
  db: D1Database,
  mine: [string, string, number],
  connectionId: string,
  stripeEndpointId: string | null,
  { sealed, formerValidUntilMs }: { sealed: string; formerValidUntilMs: number },
  nowMs: number,
): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `UPDATE signing_secrets SET valid_until = ?5 WHERE connection_id = ?4 AND valid_until IS NULL AND ${IS_MINE}`,
      )
      .bind(...mine, connectionId, formerValidUntilMs),
    db
      .prepare(
        `INSERT INTO signing_secrets (id, connection_id, sealed, created_at, stripe_endpoint_id)
         SELECT ?4, ?5, ?6, ?7, ?8 WHERE ${IS_MINE}`,
      )
      .bind(...mine, crypto.randomUUID(), connectionId, sealed, nowMs, stripeEndpointId),
  ]
}

/** A made-anew endpoint of a connection that stands, with its secret; false where it is another link by now. */
export async function replaceEndpoint(
  db: D1Database,
  of: { tenant: Tenant; epoch: number; connectionId: string },
  endpoint: EndpointFacts,
  newSecret: { sealed: string; formerValidUntilMs: number } | null,
  nowMs: number,
): Promise<boolean> {
  const mine = whichEpoch(of.tenant, of.epoch)
  const [update] = await db.batch([
    db
      .prepare(
        `UPDATE connections SET stripe_endpoint_id = ?4, endpoint_status = ?5, api_version = ?6
         WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3`,
      )
      .bind(...mine, endpoint.id, endpoint.status, endpoint.apiVersion),
    ...(newSecret ? replaceSecret(db, mine, of.connectionId, endpoint.id, newSecret, nowMs) : []),
  ])
  return (update?.meta.changes ?? 0) > 0
}

function whichEpoch(tenant: Tenant, epoch: number): [string, string, number] {
  return [tenant.accountId, tenant.mode, epoch]
}
