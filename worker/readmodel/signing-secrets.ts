import type { AccountId, Mode, Tenant } from '../domain/ids.ts'

export interface SealedSecret {
  id: string
  sealed: string
}

/** Valid at `nowMs`, newest first. */
export async function listSigningSecrets(db: D1Database, connectionId: string, nowMs: number): Promise<SealedSecret[]> {
  const { results } = await db
    .prepare(
      `SELECT id, sealed FROM signing_secrets
       WHERE connection_id = ?1 AND (valid_until IS NULL OR valid_until > ?2) ORDER BY created_at DESC, id`,
    )
    .bind(connectionId, nowMs)
    .all<SealedSecret>()
  return results
}

/** When Stripe told the current secret of its endpoint, in ms; null where it is not known, or its time is running out. */
export async function readEndpointSecretMs(
  db: D1Database,
  connectionId: string,
  stripeEndpointId: string,
): Promise<number | null> {
  const row = await db
    .prepare(
      `SELECT max(created_at) AS atMs FROM signing_secrets
       WHERE connection_id = ?1 AND stripe_endpoint_id = ?2 AND valid_until IS NULL`,
    )
    .bind(connectionId, stripeEndpointId)
    .first<{ atMs: number | null }>()
  return row?.atMs ?? null
}

/** Of every tenant: a deployment has a few per connection. */
export async function listAllSecrets(db: D1Database): Promise<(SealedSecret & { tenant: Tenant })[]> {
  const { results } = await db
    .prepare(
      'SELECT s.id, s.sealed, c.account_id, c.mode FROM signing_secrets s JOIN connections c ON c.id = s.connection_id',
    )
    .all<SealedSecret & { account_id: AccountId; mode: Mode }>()
  return results.map(({ id, sealed, account_id, mode }) => ({ id, sealed, tenant: { accountId: account_id, mode } }))
}

/** A person's secret is current; the one that a person added before ends at `validUntilMs`. Those of our endpoints stay. */
export async function replaceSigningSecret(
  db: D1Database,
  secret: { id: string; connectionId: string; sealed: string; nowMs: number; validUntilMs: number },
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `UPDATE signing_secrets SET valid_until = ?2
         WHERE connection_id = ?1 AND valid_until IS NULL AND stripe_endpoint_id IS NULL`,
      )
      .bind(secret.connectionId, secret.validUntilMs),
    db
      .prepare('INSERT INTO signing_secrets (id, connection_id, sealed, created_at) VALUES (?1, ?2, ?3, ?4)')
      .bind(secret.id, secret.connectionId, secret.sealed, secret.nowMs),
  ])
}

export async function updateSealed(db: D1Database, id: string, sealed: string): Promise<void> {
  await db.prepare('UPDATE signing_secrets SET sealed = ?2 WHERE id = ?1').bind(id, sealed).run()
}

export async function deleteExpiredSecrets(db: D1Database, nowMs: number): Promise<void> {
  await db.prepare('DELETE FROM signing_secrets WHERE valid_until < ?1').bind(nowMs).run()
}
