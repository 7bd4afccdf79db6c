import type { Tenant } from '../domain/ids.ts'
import { type PlanNames, type PlanRef, readNamesOf } from './plan-names.ts'

/** Who a mail is from, and what the catalog calls the plans that it may name. */
export async function readMailAccount(
  db: D1Database,
  tenant: Tenant,
  plans: readonly PlanRef[],
): Promise<{ account: { name?: string }; planNames: PlanNames }> {
  const row = await db
    .prepare('SELECT stripe_account_name AS name FROM connections WHERE account_id = ?1 AND mode = ?2')
    .bind(tenant.accountId, tenant.mode)
    .first<{ name: string | null }>()
  const planNames = await readNamesOf(db, tenant, plans)
  return { account: row?.name ? { name: row.name } : {}, planNames }
}
