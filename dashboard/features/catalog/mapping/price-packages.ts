import type { Price } from '../../../lib/api-types.ts'
import type { CatalogBranch } from '../catalog-tree.ts'

/** Price or product id → packages. */
export type Mapping = Readonly<Record<string, string[]>>

/** The mapping in which `id` stands for `packages`; for none, it is no longer named. */
export function withPackages(mapping: Mapping, id: string, packages: string[]): Record<string, string[]> {
  const { [id]: _, ...others } = mapping
  return packages.length > 0 ? { ...others, [id]: packages } : others
}

export interface PriceGrant {
  packages: string[]
  /** `none`: neither it nor its product is named. */
  from: 'price' | 'product' | 'none'
}

/** What a price gives: by its own entry, else by its product's. An entry without packages gives nothing, on purpose. */
export function grantOf({ id, product }: Pick<Price, 'id' | 'product'>, mapping: Mapping): PriceGrant {
  const own = mapping[id]
  if (own) return { packages: own, from: 'price' }
  const inherited = product === null ? undefined : mapping[product]
  return inherited ? { packages: inherited, from: 'product' } : { packages: [], from: 'none' }
}

/** Somebody has it and gets nothing for it, and nobody has said so on purpose. */
export function lacksPackages(price: Price, mapping: Mapping): boolean {
  return price.live_subscriptions > 0 && grantOf(price, mapping).from === 'none'
}

/** Only the prices in use that give nothing, under their products. */
export function withoutPackages(branches: CatalogBranch[], mapping: Mapping): CatalogBranch[] {
  return branches.flatMap((branch) => {
    const prices = branch.prices.filter((price) => lacksPackages(price, mapping))
    return prices.length > 0 ? [{ ...branch, prices }] : []
  })
}

/** Ids that the mapping names and the catalog does not hold. */
export function strangersOf(mapping: Mapping, branches: CatalogBranch[]): string[] {
  const held = new Set(branches.flatMap(({ id, prices }) => [id, ...prices.map((price) => price.id)]))
  return Object.keys(mapping)
    .filter((id) => !held.has(id))
    .sort()
}

/** Every package that the mapping names, by name. */
export function packageNames(mapping: Mapping): string[] {
  return [...new Set(Object.values(mapping).flat())].sort()
}
