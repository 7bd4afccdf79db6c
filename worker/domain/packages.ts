import type { BillingSubscription } from './billing.ts'
import type { AccessState } from './customer.ts'

/** What a subscription's items stand for: by price, else by product. Items that were removed stand for nothing. */
export function packagesOf(
  billing: BillingSubscription,
  mapping: Readonly<Record<string, string[]>>,
  productsIncluded: readonly string[] | null,
): string[] {
  const packages = billing.items
    .filter(({ deleted, product }) => !deleted && isIncluded(product, productsIncluded))
    .flatMap(({ price, product }) => named(mapping, price) ?? named(mapping, product) ?? [])
  return [...new Set(packages)].sort()
}

/** Ids come from outside, and may be called as what every object has. */
function named(mapping: Readonly<Record<string, string[]>>, id: string | null): string[] | undefined {
  return id !== null && Object.hasOwn(mapping, id) ? mapping[id] : undefined
}

export function isIncluded(product: string | null, productsIncluded: readonly string[] | null): boolean {
  return productsIncluded === null || (product !== null && productsIncluded.includes(product))
}

/** Of a subscription without items nobody can say what it is for. */
export function concerns({ items }: BillingSubscription, productsIncluded: readonly string[] | null): boolean {
  return items.length === 0 || items.some(({ product }) => isIncluded(product, productsIncluded))
}

export interface Grant {
  state: AccessState
  packages: string[]
  /** It is over, since when. */
  endedAt: number | null
}

/**
 * A customer's packages: the union over the subscriptions that make its access what it is. Suspended and frozen ones keep
 * theirs listed; of those that ended, the last one's are frozen as they were.
 */
export function unionOf(state: AccessState, grants: readonly Grant[]): string[] {
  if (state === 'expired' || state === 'none') return []
  const equal = grants.filter((grant) => grant.state === state)
  const live = equal.filter(({ endedAt }) => endedAt === null)
  const last = Math.max(...equal.map(({ endedAt }) => endedAt ?? 0))
  const counted = live.length > 0 ? live : equal.filter(({ endedAt }) => endedAt === last)
  return [...new Set(counted.flatMap(({ packages }) => packages))].sort()
}

/** Two live subscriptions grant the same: somebody pays twice. */
export function grantsTwice(live: readonly string[][]): boolean {
  const seen = new Set<string>()
  return live.some((packages) => {
    const again = packages.some((name) => seen.has(name))
    for (const name of packages) seen.add(name)
    return again
  })
}
