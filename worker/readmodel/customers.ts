import type { StoredCustomer } from '../domain/customer.ts'
import { termOf } from '../domain/customer-terms.ts'
import type { Tenant } from '../domain/ids.ts'
import { type CustomerFilter, searchOf } from './customer-filter.ts'
import { type CustomerPosition, legsOf } from './customer-legs.ts'
import { SURVIVORS } from './customer-names.ts'
import { chooseSource } from './customer-source.ts'

export { CUSTOMER_SORTS, type CustomerFilter, type CustomerSort } from './customer-filter.ts'
export type { CustomerPosition } from './customer-legs.ts'

export interface ListedCustomer {
  customer: StoredCustomer
  position: CustomerPosition
}

interface ListedRow {
  number: number
  value: string | number | null
  body: string
}

export function rowToCustomer(row: { body: string }): StoredCustomer {
  return JSON.parse(row.body) as StoredCustomer
}

/** Up to `limit` customers behind `after`, a position that the same filter answered. */
export async function listCustomers(
  db: D1Database,
  tenant: Tenant,
  filter: CustomerFilter,
  page: { limit: number; after: CustomerPosition | null },
): Promise<ListedCustomer[]> {
  const search = searchOf(filter)
  const source = await chooseSource(db, tenant, search, page.limit)
  const rows: ListedRow[] = []
  for (const { sql, params } of legsOf(tenant, search, source, page.after)) {
    const { results } = await db
      .prepare(`${sql} LIMIT ?${params.length + 1}`)
      .bind(...params, page.limit - rows.length)
      .all<ListedRow>()
    rows.push(...results)
    if (rows.length >= page.limit) break
  }
  return rows.map((row) => ({
    customer: rowToCustomer(row),
    position: { number: row.number, value: String(row.value ?? '') },
  }))
}

/** One that was merged away answers the customer that took it over. */
export async function readCustomer(db: D1Database, tenant: Tenant, id: string): Promise<StoredCustomer | null> {
  const row = await db
    .prepare(
      `${SURVIVORS} SELECT c.body FROM way CROSS JOIN customers c
       ON c.account_id = ?1 AND c.mode = ?2 AND c.id = way.id AND c.merged_into IS NULL`,
    )
    .bind(tenant.accountId, tenant.mode, JSON.stringify([id]))
    .first<{ body: string }>()
  return row && rowToCustomer(row)
}

/** By any of its Stripe customer ids. */
export async function readCustomerByExternal(
  db: D1Database,
  tenant: Tenant,
  stripeCustomerId: string,
): Promise<StoredCustomer | null> {
  const found = await listByTerm(db, tenant, termOf('cus', stripeCustomerId))
  return found.find(({ stripe_customer_ids }) => stripe_customer_ids.includes(stripeCustomerId)) ?? null
}

/** By the account's own id. */
export async function readCustomerByUser(
  db: D1Database,
  tenant: Tenant,
  userId: string,
): Promise<StoredCustomer | null> {
  const found = await listByTerm(db, tenant, termOf('user', userId))
  return found.find(({ user_id }) => user_id === userId) ?? null
}

/** Those with an id's term, the oldest first: one, but for long ids that begin alike. */
async function listByTerm(db: D1Database, tenant: Tenant, term: string): Promise<StoredCustomer[]> {
  const { results } = await db
    .prepare(
      `SELECT c.body FROM customer_terms t CROSS JOIN customers c INDEXED BY customers_by_number
       ON c.account_id = ?1 AND c.mode = ?2 AND c.merged_into IS NULL AND c.number = t.number
       WHERE t.account_id = ?1 AND t.mode = ?2 AND t.term = ?3 ORDER BY t.number LIMIT 10`,
    )
    .bind(tenant.accountId, tenant.mode, term)
    .all<{ body: string }>()
  return results.map(rowToCustomer)
}
