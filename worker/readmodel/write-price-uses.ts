import type { Tenant } from '../domain/ids.ts'
import { jsonChunks } from './json-chunks.ts'

/** How often each price is in use, as the object counts it; a late row never overwrites a newer one. */
export function upsertPriceUses(
  db: D1Database,
  tenant: Tenant,
  uses: readonly { price: string; product: string | null; live: number; rev: number }[],
): D1PreparedStatement[] {
  if (uses.length === 0) return []
  const upsert = db.prepare(
    `INSERT INTO price_uses (account_id, mode, price, product, live_subscriptions, rev)
     SELECT ?1, ?2, value ->> 'price', value ->> 'product', value ->> 'live', value ->> 'rev' FROM json_each(?3) WHERE true
     ON CONFLICT (account_id, mode, price) DO UPDATE SET product = excluded.product,
       live_subscriptions = excluded.live_subscriptions, rev = excluded.rev WHERE excluded.rev > price_uses.rev`,
  )
  return jsonChunks(uses.map((use) => JSON.stringify(use))).map((json) =>
    upsert.bind(tenant.accountId, tenant.mode, json),
  )
}
