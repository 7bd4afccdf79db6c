import type { StoredCustomer } from '../domain/customer.ts'
import type { Tenant } from '../domain/ids.ts'

/** What the catalog calls products and prices, by id; null for those that it has no name for. */
export type PlanNames = Map<string, string | null>

/** What a plan is called by: its product's name, else its price's. */
export interface PlanRef {
  product: string | null
  price: string | null
}

/** The names for the plans of some customers, in one query; those that `known` has already are not read again. */
export function readPlanNames(
  db: D1Database,
  tenant: Tenant,
  customers: readonly StoredCustomer[],
  known: PlanNames = new Map(),
): Promise<PlanNames> {
  return readNamesOf(
    db,
    tenant,
    customers.map(({ plan }) => plan).filter((plan) => plan !== null),
    known,
  )
}

/** The same for plans, whosever they are. */
export async function readNamesOf(
  db: D1Database,
  tenant: Tenant,
  plans: readonly PlanRef[],
  known: PlanNames = new Map(),
): Promise<PlanNames> {
  const ids = plans.flatMap(({ product, price }) => [product, price].filter((id) => typeof id === 'string'))
  const unknown = [...new Set(ids)].filter((id) => !known.has(id))
  if (unknown.length === 0) return known
  const { results } = await db
    .prepare(
      `SELECT id, name FROM products WHERE account_id = ?1 AND mode = ?2 AND id IN (SELECT value FROM json_each(?3))
       UNION ALL
       SELECT id, nickname FROM prices WHERE account_id = ?1 AND mode = ?2 AND id IN (SELECT value FROM json_each(?3))`,
    )
    .bind(tenant.accountId, tenant.mode, JSON.stringify(unknown))
    .all<{ id: string; name: string | null }>()
  const found = results.map(({ id, name }) => [id, name || null] as const)
  return new Map([...known, ...unknown.map((id) => [id, null] as const), ...found])
}

/** The product's name, else the price's nickname, else null. */
export function planNameOf(names: PlanNames, plan: StoredCustomer['plan']): string | null {
  return names.get(plan?.product ?? '') ?? names.get(plan?.price ?? '') ?? null
}
