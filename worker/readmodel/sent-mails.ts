import type { AccountId, Tenant } from '../domain/ids.ts'

/** Written before the delivery is reported as sent: what a provider says may come within the second. */
export async function noteSentMail(
  db: D1Database,
  { accountId, mode }: Tenant,
  sent: { providerId: string; deliveryId: string; atMs: number },
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO sent_mails (provider_id, account_id, mode, delivery_id, sent_at) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO NOTHING`,
    )
    .bind(sent.providerId, accountId, mode, sent.deliveryId, sent.atMs)
    .run()
}

/** Null for a mail that is not ours, or was sent too long ago. */
export async function findSentMail(
  db: D1Database,
  providerId: string,
): Promise<{ tenant: Tenant; deliveryId: string } | null> {
  const row = await db
    .prepare('SELECT account_id, mode, delivery_id FROM sent_mails WHERE provider_id = ?1')
    .bind(providerId)
    .first<{ account_id: string; mode: string; delivery_id: string }>()
  if (!row) return null
  const tenant = { accountId: row.account_id as AccountId, mode: row.mode as Tenant['mode'] }
  return { tenant, deliveryId: row.delivery_id }
}

export async function deleteOldSentMails(db: D1Database, beforeMs: number): Promise<void> {
  await db.prepare('DELETE FROM sent_mails WHERE sent_at < ?1').bind(beforeMs).run()
}
