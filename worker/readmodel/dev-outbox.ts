import type { Delivery, MailMessage } from '../domain/delivery/delivery.ts'
import type { Tenant } from '../domain/ids.ts'

/** A mail that went no further than the outbox. */
export interface OutboxMail {
  delivery: Delivery
  message: MailMessage
}

export interface OutboxRow {
  body: string
  message: string
}

export function rowToOutboxMail(row: OutboxRow): OutboxMail {
  return { delivery: JSON.parse(row.body) as Delivery, message: JSON.parse(row.message) as MailMessage }
}

/** Newest first, without what was cleared; `to` is one address, in either case. */
export async function listOutbox(
  db: D1Database,
  tenant: Tenant,
  to: string | undefined,
  page: { limit: number; after: number | null },
): Promise<OutboxMail[]> {
  const { results } = await db
    .prepare(
      `SELECT body, message FROM deliveries
       WHERE account_id = ?1 AND mode = ?2 AND number < ?3 AND transport = 'outbox' AND message IS NOT NULL
         AND number > COALESCE((SELECT cleared_number FROM dev_outbox WHERE account_id = ?1 AND mode = ?2), 0)
         AND (?4 IS NULL OR lower(message ->> 'to') = lower(?4))
       ORDER BY number DESC LIMIT ?5`,
    )
    .bind(tenant.accountId, tenant.mode, page.after ?? Number.MAX_SAFE_INTEGER, to ?? null, page.limit)
    .all<OutboxRow>()
  return results.map(rowToOutboxMail)
}

/** Hides all mails up to now; the deliveries stay. */
export async function clearOutbox(db: D1Database, tenant: Tenant): Promise<void> {
  await db
    .prepare(
      `INSERT INTO dev_outbox (account_id, mode, cleared_number)
       SELECT ?1, ?2, COALESCE(MAX(number), 0) FROM deliveries WHERE account_id = ?1 AND mode = ?2
       ON CONFLICT (account_id, mode) DO UPDATE SET cleared_number = excluded.cleared_number`,
    )
    .bind(tenant.accountId, tenant.mode)
    .run()
}
