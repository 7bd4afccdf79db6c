import type { Tenant } from '../domain/ids.ts'

/** A Stripe product. `created` and `version` are Stripe's seconds; `eventId` is the event that set it. */
export interface StoredProduct {
  id: string
  version: number
  eventId: string | null
  deleted: boolean
  name: string
  description: string | null
  active: boolean
  defaultPrice: string | null
  created: number | null
}

export interface ProductRow {
  id: string
  version: number
  event_id: string | null
  deleted: number
  name: string
  description: string | null
  active: number
  default_price: string | null
  created: number | null
}

/** Where a page of the catalog begins: after the row with these values. */
export interface CatalogPosition {
  created: number
  id: string
}

const COLUMNS = 'id, version, event_id, deleted, name, description, active, default_price, created'

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
  }
}

/** Newest first by Stripe's creation time, then id; those without a time come last. */
export async function listProducts(
  db: D1Database,
  tenant: Tenant,
  page: { limit: number; after: CatalogPosition | null },
): Promise<StoredProduct[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM products
       WHERE account_id = ?1 AND mode = ?2 AND (?3 IS NULL OR (coalesce(created, 0), id) < (?3, ?4))
       ORDER BY coalesce(created, 0) DESC, id DESC LIMIT ?5`,
    )
    .bind(tenant.accountId, tenant.mode, page.after?.created ?? null, page.after?.id ?? null, page.limit)
    .all<ProductRow>()
  return results.map(rowToProduct)
}

export async function readProduct(db: D1Database, tenant: Tenant, id: string): Promise<StoredProduct | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM products WHERE account_id = ?1 AND mode = ?2 AND id = ?3`)
    .bind(tenant.accountId, tenant.mode, id)
    .first<ProductRow>()
  return row && rowToProduct(row)
}
