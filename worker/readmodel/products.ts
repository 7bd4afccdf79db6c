import type { Tenant } from '../domain/ids.ts'
import { type CatalogFilter, type CatalogProblem, readProblems } from './catalog-problems.ts'

/** A Stripe product. `created` and `version` are Stripe's seconds; `eventId` is the event that set it. */
export interface StoredProduct {
  id: string
  /** Null where it is only known by prices that name it. */
  version: number | null
  eventId: string | null
  deleted: boolean
  name: string
  description: string | null
  active: boolean
  defaultPrice: string | null
  created: number | null
  problems: CatalogProblem[]
  /** Uses of its prices by subscriptions that are not over. */
  liveSubscriptions: number
}

export interface ProductRow extends Record<CatalogProblem, number> {
  id: string
  version: number | null
  event_id: string | null
  deleted: number
  name: string
  description: string | null
  active: number
  default_price: string | null
  created: number | null
  live_subscriptions: number
}

/** Where a page of the catalog begins: after the row with these values. */
export interface CatalogPosition {
  created: number
  id: string
}

export function rowToProduct(row: ProductRow): StoredProduct {
  return {
    id: row.id,
    version: row.version,
    eventId: row.event_id,
    deleted: row.deleted === 1,
    name: row.name,
    description: row.description,
    active: row.active === 1,
    defaultPrice: row.default_price,
    created: row.created,
    problems: readProblems(row),
    liveSubscriptions: row.live_subscriptions,
  }
}

/** The catalog's products, and those that only prices name. ?1 and ?2 are the tenant, ?3 the mapped ids as JSON. */
const PRODUCTS = `
  WITH uses AS (
    SELECT coalesce(p.product, u.product) AS product, SUM(u.live_subscriptions) AS live_subscriptions
    FROM price_uses u LEFT JOIN prices p ON p.account_id = ?1 AND p.mode = ?2 AND p.id = u.price
    WHERE u.account_id = ?1 AND u.mode = ?2 GROUP BY 1
  ), named AS (
    SELECT product AS id FROM prices WHERE account_id = ?1 AND mode = ?2 AND product IS NOT NULL AND NOT deleted
    UNION SELECT product FROM uses WHERE product IS NOT NULL AND live_subscriptions > 0
  ), listed AS (
    SELECT id, version, event_id, deleted, name, description, active, default_price, created, 0 AS missing
    FROM products WHERE account_id = ?1 AND mode = ?2
    UNION ALL
    SELECT n.id, NULL, NULL, 0, '', NULL, 1, NULL, NULL, 1 FROM named n
    WHERE NOT EXISTS (SELECT 1 FROM products o WHERE o.account_id = ?1 AND o.mode = ?2 AND o.id = n.id)
  ), judged AS (
    SELECT l.*, coalesce(u.live_subscriptions, 0) AS live_subscriptions,
      l.active AND NOT l.deleted AND ?3 <> '[]' AND l.id NOT IN (SELECT value FROM json_each(?3))
        AND EXISTS (SELECT 1 FROM prices p WHERE p.account_id = ?1 AND p.mode = ?2 AND p.product = l.id AND p.active AND NOT p.deleted)
        AND NOT EXISTS (SELECT 1 FROM prices p WHERE p.account_id = ?1 AND p.mode = ?2 AND p.product = l.id
          AND p.id IN (SELECT value FROM json_each(?3))) AS unmapped,
      coalesce(u.live_subscriptions, 0) > 0 AND (l.deleted OR NOT l.active) AS archived_in_use
    FROM listed l LEFT JOIN uses u ON u.product = l.id
  )`

/** Newest first by Stripe's creation time, then id; those without a time come last. */
export async function listProducts(
  db: D1Database,
  tenant: Tenant,
  filter: CatalogFilter,
  page: { limit: number; after: CatalogPosition | null },
): Promise<StoredProduct[]> {
  const { results } = await db
    .prepare(
      `${PRODUCTS} SELECT * FROM judged
       WHERE (?4 IS NULL OR (coalesce(created, 0), id) < (?4, ?5)) ${filter.problem ? `AND ${filter.problem}` : ''}
       ORDER BY coalesce(created, 0) DESC, id DESC LIMIT ?6`,
    )
    .bind(
      tenant.accountId,
      tenant.mode,
      JSON.stringify(filter.mapped),
      page.after?.created ?? null,
      page.after?.id ?? null,
      page.limit,
    )
    .all<ProductRow>()
  return results.map(rowToProduct)
}

export async function readProduct(
  db: D1Database,
  tenant: Tenant,
  mapped: readonly string[],
  id: string,
): Promise<StoredProduct | null> {
  const row = await db
    .prepare(`${PRODUCTS} SELECT * FROM judged WHERE id = ?4`)
    .bind(tenant.accountId, tenant.mode, JSON.stringify(mapped), id)
    .first<ProductRow>()
  return row && rowToProduct(row)
}
