import type { Tenant } from '../domain/ids.ts'

export interface CatalogIds {
  /** Nothing of the catalog is known, so an id says nothing. */
  isEmpty: boolean
  prices: ReadonlySet<string>
  products: ReadonlySet<string>
}

/** Of `ids`, those that the catalog lists: what is deleted is not among them, what only subscriptions or prices name is. */
export async function readCatalogIds(db: D1Database, tenant: Tenant, ids: readonly string[]): Promise<CatalogIds> {
  const { results } = await db
    .prepare(
      `WITH asked AS (SELECT value AS id FROM json_each(?3)),
         price_rows AS (SELECT id, product, deleted FROM prices WHERE account_id = ?1 AND mode = ?2),
         product_rows AS (SELECT id, deleted FROM products WHERE account_id = ?1 AND mode = ?2),
         uses AS (SELECT price, product FROM price_uses WHERE account_id = ?1 AND mode = ?2 AND live_subscriptions > 0)
       SELECT 'any' AS kind, '' AS id WHERE EXISTS (SELECT 1 FROM price_rows) OR EXISTS (SELECT 1 FROM product_rows)
       UNION SELECT 'price', id FROM price_rows WHERE NOT deleted AND id IN asked
       UNION SELECT 'price', price FROM uses WHERE price IN asked AND price NOT IN (SELECT id FROM price_rows)
       UNION SELECT 'product', id FROM product_rows WHERE NOT deleted AND id IN asked
       UNION SELECT 'product', product FROM
         (SELECT product FROM price_rows WHERE NOT deleted UNION SELECT product FROM uses)
         WHERE product IN asked AND product NOT IN (SELECT id FROM product_rows)`,
    )
    .bind(tenant.accountId, tenant.mode, JSON.stringify(ids))
    .all<{ kind: 'any' | 'price' | 'product'; id: string }>()
  const idsOf = (of: string): Set<string> => new Set(results.filter(({ kind }) => kind === of).map(({ id }) => id))
  return { isEmpty: idsOf('any').size === 0, prices: idsOf('price'), products: idsOf('product') }
}
