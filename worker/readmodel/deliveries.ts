import { DELIVERY_STATUSES, type Delivery, type DeliveryStatus, type MailMessage } from '../domain/delivery/delivery.ts'
import type { Tenant } from '../domain/ids.ts'
import { askedFor } from './asked-ids.ts'

/** What is left out does not restrict. */
export interface DeliverySelection {
  status?: DeliveryStatus | undefined
  channel?: Delivery['channel'] | undefined
  customer?: string | undefined
  automation?: string | undefined
  endpoint?: string | undefined
  /** Text in the address or URL; ASCII letters match in either case. */
  text?: string | undefined
}

export interface DeliveryRow {
  body: string
}

export function rowToDelivery(row: DeliveryRow): Delivery {
  return JSON.parse(row.body) as Delivery
}

/** With what was sent, exactly; null for webhooks and for what was not sent. */
export async function readDelivery(
  db: D1Database,
  tenant: Tenant,
  id: string,
): Promise<{ delivery: Delivery; message: MailMessage | null } | null> {
  const row = await db
    .prepare(byIds('d.body, d.message'))
    .bind(tenant.accountId, tenant.mode, askedFor('dlv', [id]))
    .first<DeliveryRow & { message: string | null }>()
  if (!row) return null
  return {
    delivery: rowToDelivery(row),
    message: row.message === null ? null : (JSON.parse(row.message) as MailMessage),
  }
}

/** By each id that is known. */
export async function readDeliveries(
  db: D1Database,
  tenant: Tenant,
  ids: readonly string[],
): Promise<Map<string, Delivery>> {
  if (ids.length === 0) return new Map()
  const { results } = await db
    .prepare(byIds('d.body'))
    .bind(tenant.accountId, tenant.mode, askedFor('dlv', ids))
    .all<DeliveryRow>()
  return new Map(results.map((row) => [rowToDelivery(row).id, rowToDelivery(row)]))
}

function byIds(columns: string): string {
  return `SELECT ${columns} FROM json_each(?3) asked
    CROSS JOIN deliveries d ON d.account_id = ?1 AND d.mode = ?2 AND d.number = asked.value ->> 'number'
      AND d.id = asked.value ->> 'id'`
}

/** Newest first, without messages; `after` is the number of the last one shown. Filters but that of what failed read on. */
export async function listDeliveries(
  db: D1Database,
  tenant: Tenant,
  selection: DeliverySelection,
  page: { limit: number; after: number | null },
): Promise<Delivery[]> {
  const { channel, customer, automation, endpoint, text } = selection
  const status = byStatus(selection.status)
  const { results } = await db
    .prepare(
      `SELECT body FROM deliveries ${status.index}
       WHERE account_id = ?1 AND mode = ?2 AND number < ?3 AND ${status.is}
         AND (?4 IS NULL OR channel = ?4) AND (?5 IS NULL OR customer_id = ?5) AND (?6 IS NULL OR automation_id = ?6)
         AND (?7 IS NULL OR instr(lower(recipient), lower(?7))) AND (?8 IS NULL OR body ->> 'endpoint' = ?8)
       ORDER BY number DESC LIMIT ?9`,
    )
    .bind(
      ...[tenant.accountId, tenant.mode, page.after ?? Number.MAX_SAFE_INTEGER],
      ...[channel ?? null, customer ?? null, automation ?? null, text ?? null, endpoint ?? null, page.limit],
    )
    .all<DeliveryRow>()
  return results.map(rowToDelivery)
}

const FAILED: readonly DeliveryStatus[] = ['failed', 'bounced', 'complained']

/**
 * What failed has a partial index, which the planner passes over for the key. Statuses are written out as the index has
 * them; they are of a fixed list.
 */
function byStatus(asked: DeliveryStatus | undefined): { index: string; is: string } {
  const status = DELIVERY_STATUSES.find((known) => known === asked)
  if (status === undefined) return { index: '', is: 'true' }
  if (!FAILED.includes(status)) return { index: '', is: `status = '${status}'` }
  const isAny = `status IN (${FAILED.map((one) => `'${one}'`).join(', ')})`
  return { index: 'INDEXED BY deliveries_failed', is: `${isAny} AND status = '${status}'` }
}
