import type { Tenant } from '../domain/ids.ts'

/** What other things show of a customer. */
export interface CustomerName {
  id: string
  externalId: string | null
  email: string | null
  name: string | null
  userId: string | null
}

interface NameRow {
  asked: string
  id: string
  external_id: string | null
  email: string | null
  name: string | null
  user_id: string | null
}

/**
 * From each id of ?3 (JSON) by way of those that took a customer over: `way (asked, id)`. A survivor may end in another
 * one in turn; the bound only guards against a ring.
 */
export const SURVIVORS = `
  WITH RECURSIVE way (asked, id, steps) AS (
    SELECT value, value, 0 FROM json_each(?3)
    UNION
    SELECT way.asked, c.merged_into, way.steps + 1
    FROM way CROSS JOIN customers c ON c.account_id = ?1 AND c.mode = ?2 AND c.id = way.id
    WHERE c.merged_into IS NOT NULL AND way.steps < 20
  )`

export function rowToCustomerName(row: NameRow): CustomerName {
  return { id: row.id, externalId: row.external_id, email: row.email, name: row.name, userId: row.user_id }
}

/** By each id that was asked for and is known; one that was merged away answers the customer that took it over. */
export async function readCustomerNames(
  db: D1Database,
  tenant: Tenant,
  ids: readonly string[],
): Promise<Map<string, CustomerName>> {
  if (ids.length === 0) return new Map()
  const { results } = await db
    .prepare(
      `${SURVIVORS}
       SELECT way.asked, c.id, c.body ->> 'external_id' AS external_id, c.body ->> 'email' AS email,
         c.body ->> 'name' AS name, c.body ->> 'user_id' AS user_id
       FROM way CROSS JOIN customers c ON c.account_id = ?1 AND c.mode = ?2 AND c.id = way.id
       WHERE c.merged_into IS NULL`,
    )
    .bind(tenant.accountId, tenant.mode, JSON.stringify([...new Set(ids)]))
    .all<NameRow>()
  return new Map(results.map((row) => [row.asked, rowToCustomerName(row)]))
}
