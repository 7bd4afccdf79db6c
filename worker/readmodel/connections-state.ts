import type { ConditionCode, ConditionDetail } from '../domain/health.ts'
import type { Tenant } from '../domain/ids.ts'
import type { StoredConnection } from './connection.ts'

const IS_MINE = 'EXISTS (SELECT 1 FROM connections WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3)'

/** The connection's secrets end at `validUntilMs` at the latest. */
export async function endSigningSecrets(
  db: D1Database,
  of: { tenant: Tenant; epoch: number; connectionId: string },
  validUntilMs: number,
): Promise<void> {
  await db
    .prepare(
      `UPDATE signing_secrets SET valid_until = min(coalesce(valid_until, ?5), ?5) WHERE connection_id = ?4
       AND ${IS_MINE}`,
    )
    .bind(...whichEpoch(of.tenant, of.epoch), of.connectionId, validUntilMs)
    .run()
}

/**
 * Ends a link that Stripe no longer honours, with the one condition that says why, in one transaction. False where it was
 * another epoch by then, and nothing is written.
 */
export async function endConnection(
  db: D1Database,
  of: { tenant: Tenant; epoch: number },
  facts: { reason: string; receives: boolean },
  condition: { code: ConditionCode; detail: ConditionDetail },
  nowMs: number,
): Promise<boolean> {
  const mine = whichEpoch(of.tenant, of.epoch)
  const answers = await db.batch([
    db.prepare(`DELETE FROM connection_conditions WHERE account_id = ?1 AND mode = ?2 AND ${IS_MINE}`).bind(...mine),
    db
      .prepare(
        `INSERT INTO connection_conditions (account_id, mode, code, since, detail)
         SELECT ?1, ?2, ?4, ?5, ?6 WHERE ${IS_MINE}`,
      )
      .bind(...mine, condition.code, nowMs, JSON.stringify(condition.detail)),
    // Last, because the two before look for the epoch that this one ends.
    disconnection(db, mine, facts, nowMs),
  ])
  return (answers.at(-1)?.meta.changes ?? 0) > 0
}

/** Ends a link because somebody wants it: epoch + 1. False where it was another epoch by then. */
export async function markDisconnected(
  db: D1Database,
  of: { tenant: Tenant; epoch: number },
  facts: { reason: string; receives: boolean },
  nowMs: number,
): Promise<boolean> {
  const { meta } = await disconnection(db, whichEpoch(of.tenant, of.epoch), facts, nowMs).run()
  return meta.changes > 0
}

function disconnection(
  db: D1Database,
  mine: [string, string, number],
  { reason, receives }: { reason: string; receives: boolean },
  nowMs: number,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE connections SET status = 'disconnected', epoch = epoch + 1, reason = ?4, receives = ?5, updated_at = ?6
       WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3`,
    )
    .bind(...mine, reason, Number(receives), nowMs)
}

/** What a disconnect has done outside: our endpoint is gone where `endpointGone`. */
export async function noteDisconnected(
  db: D1Database,
  of: { tenant: Tenant; epoch: number },
  facts: { reason: string; endpointGone: boolean },
): Promise<void> {
  await db
    .prepare(
      `UPDATE connections SET reason = ?4, stripe_endpoint_id = CASE WHEN ?5 THEN NULL ELSE stripe_endpoint_id END,
         endpoint_status = CASE WHEN ?5 THEN NULL ELSE endpoint_status END
       WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3`,
    )
    .bind(...whichEpoch(of.tenant, of.epoch), facts.reason, Number(facts.endpointGone))
    .run()
}

/** A connection that only receives again: what is left of a link does not count any more. */
export async function markWebhookOnly(
  db: D1Database,
  of: { tenant: Tenant; epoch: number },
  nowMs: number,
): Promise<void> {
  const mine = whichEpoch(of.tenant, of.epoch)
  await db.batch([
    db.prepare(`DELETE FROM connection_conditions WHERE account_id = ?1 AND mode = ?2 AND ${IS_MINE}`).bind(...mine),
    db
      .prepare(
        `UPDATE connections SET status = 'not_connected', epoch = epoch + 1, kind = NULL, reason = NULL, receives = 0,
           stripe_account_id = NULL, stripe_account_name = NULL, stripe_account_country = NULL, key_last4 = NULL,
           scope = NULL, connected_at = NULL, updated_at = ?4
         WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3`,
      )
      .bind(...mine, nowMs),
  ])
}

/** What was seen at Stripe when the connection was last looked at. */
export async function noteChecked(
  db: D1Database,
  of: { tenant: Tenant; epoch: number },
  seen: {
    endpointStatus: StoredConnection['endpointStatus']
    missingEventTypes: readonly string[]
    permissionsChecked: boolean
  },
  nowMs: number,
): Promise<void> {
  await db
    .prepare(
      `UPDATE connections SET endpoint_status = ?4, missing_event_types = ?5, checked_at = ?6,
         permissions_checked_at = CASE WHEN ?7 THEN ?6 ELSE permissions_checked_at END
       WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3`,
    )
    .bind(
      ...whichEpoch(of.tenant, of.epoch),
      seen.endpointStatus,
      JSON.stringify(seen.missingEventTypes),
      nowMs,
      Number(seen.permissionsChecked),
    )
    .run()
}

function whichEpoch(tenant: Tenant, epoch: number): [string, string, number] {
  return [tenant.accountId, tenant.mode, epoch]
}

export async function setImportMonths(
  db: D1Database,
  of: { tenant: Tenant; epoch: number },
  months: number,
): Promise<void> {
  await db
    .prepare('UPDATE connections SET import_months = ?4 WHERE account_id = ?1 AND mode = ?2 AND epoch = ?3')
    .bind(...whichEpoch(of.tenant, of.epoch), months)
    .run()
}
