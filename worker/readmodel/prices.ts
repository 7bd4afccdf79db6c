import type { Tenant } from '../domain/ids.ts'
import type { CatalogPosition } from './products.ts'

/** A Stripe price. `created` and `version` are Stripe's seconds; `unitAmount` is in minor units of `currency`. */
export interface StoredPrice {
  id: string
  version: number
  eventId: string | null
  deleted: boolean
  product: string | null
  nickname: string | null
  active: boolean
  currency: string
  unitAmount: number | null
  unitAmountDecimal: string | null
  type: string
  billingScheme: string
  recurring: { interval: string; intervalCount: number; usageType: string } | null
  created: number | null
}

export interface PriceRow {
  id: string
  version: number
  event_id: string | null
  deleted: number
  product: string | null
  nickname: string | null
  active: number
  currency: string
  unit_amount: number | null
  unit_amount_decimal: string | null
  price_type: string
  billing_scheme: string
  recurring_interval: string | null
  recurring_interval_count: number | null
  usage_type: string | null
  created: number | null
}

const COLUMNS =
  'id, version, event_id, deleted, product, nickname, active, currency, unit_amount, unit_amount_decimal, price_type, billing_scheme, recurring_interval, recurring_interval_count, usage_type, created'

/** Stripe's own defaults stand in for what old payloads left out of a recurring price. */
export function rowToPrice(row: PriceRow): StoredPrice {
  return {
    id: row.id,
    version: row.version,
    eventId: row.event_id,
    deleted: row.deleted === 1,
    product: row.product,
    nickname: row.nickname,
    active: row.active === 1,
    currency: row.currency,
    unitAmount: row.unit_amount,
    unitAmountDecimal: row.unit_amount_decimal,
    type: row.price_type,
    billingScheme: row.billing_scheme,
    recurring: row.recurring_interval
      ? {
          interval: row.recurring_interval,
          intervalCount: row.recurring_interval_count ?? 1,
          usageType: row.usage_type ?? 'licensed',
        }
      : null,
    created: row.created,
  }
}

/** Newest first by Stripe's creation time, then id; those without a time come last. */
export async function listPrices(
  db: D1Database,
  tenant: Tenant,
  page: { limit: number; after: CatalogPosition | null; product: string | null },
): Promise<StoredPrice[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM prices
       WHERE account_id = ?1 AND mode = ?2 AND (?3 IS NULL OR (coalesce(created, 0), id) < (?3, ?4))
         AND (?6 IS NULL OR product = ?6)
       ORDER BY coalesce(created, 0) DESC, id DESC LIMIT ?5`,
    )
    .bind(tenant.accountId, tenant.mode, page.after?.created ?? null, page.after?.id ?? null, page.limit, page.product)
    .all<PriceRow>()
  return results.map(rowToPrice)
}

export async function readPrice(db: D1Database, tenant: Tenant, id: string): Promise<StoredPrice | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM prices WHERE account_id = ?1 AND mode = ?2 AND id = ?3`)
    .bind(tenant.accountId, tenant.mode, id)
    .first<PriceRow>()
  return row && rowToPrice(row)
}
