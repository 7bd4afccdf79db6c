import type { Tenant } from '../domain/ids.ts'
import { type CatalogFilter, type CatalogProblem, readProblems } from './catalog-problems.ts'
import type { CatalogPosition } from './products.ts'

/** A Stripe price. `created` and `version` are Stripe's seconds; `unitAmount` is in minor units of `currency`. */
export interface StoredPrice {
  id: string
  /** Null where it is only known by subscriptions that have it. */
  version: number | null
  eventId: string | null
  deleted: boolean
  product: string | null
  nickname: string | null
  active: boolean
  currency: string | null
  unitAmount: number | null
  unitAmountDecimal: string | null
  type: string
  billingScheme: string
  tiersMode: string | null
  recurring: { interval: string; intervalCount: number; usageType: string } | null
  created: number | null
  problems: CatalogProblem[]
  /** Subscriptions with it that are not over. */
  liveSubscriptions: number
}

export interface PriceRow extends Record<CatalogProblem, number> {
  id: string
  version: number | null
  event_id: string | null
  deleted: number
  product: string | null
  nickname: string | null
  active: number
  currency: string | null
  unit_amount: number | null
  unit_amount_decimal: string | null
  price_type: string
  billing_scheme: string
  tiers_mode: string | null
  recurring_interval: string | null
  recurring_interval_count: number | null
  usage_type: string | null
  created: number | null
  live_subscriptions: number
}

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
    tiersMode: row.tiers_mode,
    recurring: row.recurring_interval
      ? {
          interval: row.recurring_interval,
          intervalCount: row.recurring_interval_count ?? 1,
          usageType: row.usage_type ?? 'licensed',
        }
      : null,
    created: row.created,
    problems: readProblems(row),
    liveSubscriptions: row.live_subscriptions,
  }
}

/** The catalog's prices, and those that only subscriptions name. ?1 and ?2 are the tenant, ?3 the mapped ids as JSON. */
const PRICES = `
  WITH known AS (
    SELECT p.*, coalesce(u.live_subscriptions, 0) AS live_subscriptions, 0 AS missing
    FROM prices p LEFT JOIN price_uses u ON u.account_id = ?1 AND u.mode = ?2 AND u.price = p.id
    WHERE p.account_id = ?1 AND p.mode = ?2
  ), listed AS (
    SELECT id, version, event_id, deleted, product, nickname, active, currency, unit_amount, unit_amount_decimal, price_type,
      billing_scheme, tiers_mode, recurring_interval, recurring_interval_count, usage_type, created, live_subscriptions, missing
    FROM known
    UNION ALL
    SELECT u.price, NULL, NULL, 0, u.product, NULL, 1, NULL, NULL, NULL, 'recurring', 'per_unit', NULL, NULL, NULL, NULL, NULL,
      u.live_subscriptions, 1
    FROM price_uses u
    WHERE u.account_id = ?1 AND u.mode = ?2 AND u.live_subscriptions > 0
      AND NOT EXISTS (SELECT 1 FROM prices p WHERE p.account_id = ?1 AND p.mode = ?2 AND p.id = u.price)
  ), judged AS (
    SELECT l.*,
      l.active AND NOT l.deleted AND ?3 <> '[]'
        AND l.id NOT IN (SELECT value FROM json_each(?3))
        AND coalesce(l.product, '') NOT IN (SELECT value FROM json_each(?3)) AS unmapped,
      l.live_subscriptions > 0 AND (l.deleted OR NOT l.active OR EXISTS (
        SELECT 1 FROM products o
        WHERE o.account_id = ?1 AND o.mode = ?2 AND o.id = l.product AND (o.deleted OR NOT o.active))) AS archived_in_use
    FROM listed l
  )`

/** Newest first by Stripe's creation time, then id; those without a time come last. */
export async function listPrices(
  db: D1Database,
  tenant: Tenant,
  filter: CatalogFilter,
  page: { limit: number; after: CatalogPosition | null; product: string | null },
): Promise<StoredPrice[]> {
  const { results } = await db
    .prepare(
      `${PRICES} SELECT * FROM judged
       WHERE (?4 IS NULL OR (coalesce(created, 0), id) < (?4, ?5)) AND (?6 IS NULL OR product = ?6)
         ${filter.problem ? `AND ${filter.problem}` : ''}
       ORDER BY coalesce(created, 0) DESC, id DESC LIMIT ?7`,
    )
    .bind(
      tenant.accountId,
      tenant.mode,
      JSON.stringify(filter.mapped),
      page.after?.created ?? null,
      page.after?.id ?? null,
      page.product,
      page.limit,
    )
    .all<PriceRow>()
  return results.map(rowToPrice)
}

export async function readPrice(
  db: D1Database,
  tenant: Tenant,
  mapped: readonly string[],
  id: string,
): Promise<StoredPrice | null> {
  const row = await db
    .prepare(`${PRICES} SELECT * FROM judged WHERE id = ?4`)
    .bind(tenant.accountId, tenant.mode, JSON.stringify(mapped), id)
    .first<PriceRow>()
  return row && rowToPrice(row)
}
