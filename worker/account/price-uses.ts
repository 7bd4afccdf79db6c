import type { Sighting } from '../domain/ordering.ts'
import { type PriceUse, usesBetween } from '../domain/price-use.ts'
import type { SubscriptionFacts } from '../domain/stripe-object.ts'
import { readSubscription } from '../stripe/normalise/subscription.ts'

export interface PriceUseRow {
  price: string
  product: string | null
  live: number
  rev: number
}

/** Which prices a subscription began or ceased to use; it depends on its present state alone. */
export function usesOf(before: Sighting | null, after: Sighting): PriceUse[] {
  return usesBetween(factsOf(before), factsOf(after))
}

export function addUses(sql: SqlStorage, price: string, product: string | null, delta: number): void {
  sql.exec(
    `INSERT INTO price_uses (price, product, live, rev) VALUES (?1, ?2, ?3, 1)
     ON CONFLICT (price) DO UPDATE SET live = live + ?3, product = coalesce(excluded.product, product), rev = rev + 1`,
    price,
    product,
    delta,
  )
}

/** Counts that D1 has in an older state. */
export function dirtyUses(sql: SqlStorage, limit: number): PriceUseRow[] {
  return sql
    .exec<Record<string, SqlStorageValue>>(
      'SELECT price, product, live, rev FROM price_uses WHERE projected_rev < rev LIMIT ?1',
      limit,
    )
    .toArray()
    .map((row) => ({
      price: row.price as string,
      product: row.product as string | null,
      live: row.live as number,
      rev: row.rev as number,
    }))
}

export function markUsesProjected(sql: SqlStorage, uses: readonly PriceUseRow[]): void {
  for (const { price, rev } of uses) sql.exec('UPDATE price_uses SET projected_rev = ?2 WHERE price = ?1', price, rev)
}

function factsOf(sighting: Sighting | null): SubscriptionFacts | null {
  return sighting && !sighting.gone ? readSubscription(sighting.object) : null
}
