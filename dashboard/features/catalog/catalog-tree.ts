import type { Price, Product } from '../../lib/api-types.ts'
import { priceAmount, priceInterval } from './price-words.ts'

/** A product with its prices. `product` is null for prices of no product, and has no name where only prices name it. */
export interface CatalogBranch {
  id: string
  product: Product | null
  prices: Price[]
}

/** Products by name, those in use first; under each its prices, active ones first, then by currency and amount. */
export function catalogTree(products: Product[], prices: Price[]): CatalogBranch[] {
  const branches = new Map<string, CatalogBranch>()
  for (const product of products) branches.set(product.id, { id: product.id, product, prices: [] })
  for (const price of prices) {
    const id = price.product ?? 'none'
    const branch = branches.get(id) ?? { id, product: null, prices: [] }
    branch.prices.push(price)
    branches.set(id, branch)
  }
  for (const branch of branches.values()) branch.prices.sort(comparePrices)
  return [...branches.values()].sort(compareBranches)
}

/** The branches that hold `text` in a product or price; a product that matches keeps all its prices. */
export function searchCatalog(branches: CatalogBranch[], text: string): CatalogBranch[] {
  const words = text.trim().toLowerCase().split(/\s+/)
  const matches = (value: string) => words.every((word) => value.toLowerCase().includes(word))
  return branches.flatMap((branch) => {
    if (branch.product && matches(productText(branch.product))) return [branch]
    const prices = branch.prices.filter((price) => matches(priceText(price)))
    return prices.length > 0 ? [{ ...branch, prices }] : []
  })
}

function productText({ id, name, description }: Product): string {
  return `${id} ${name} ${description ?? ''}`
}

function priceText(price: Price): string {
  return `${price.id} ${price.nickname ?? ''} ${price.currency ?? ''} ${priceAmount(price)} ${priceInterval(price)}`
}

function isInUse(item: { active: boolean; deleted: boolean }): boolean {
  return item.active && !item.deleted
}

function compareBranches(a: CatalogBranch, b: CatalogBranch): number {
  const rank = ({ product }: CatalogBranch) => (product && product.name !== '' ? Number(!isInUse(product)) : 2)
  return rank(a) - rank(b) || nameOf(a).localeCompare(nameOf(b), 'en')
}

function nameOf({ id, product }: CatalogBranch): string {
  return product?.name || id
}

function comparePrices(a: Price, b: Price): number {
  return (
    Number(!isInUse(a)) - Number(!isInUse(b)) ||
    (a.currency ?? '').localeCompare(b.currency ?? '') ||
    (a.unit_amount ?? Number.POSITIVE_INFINITY) - (b.unit_amount ?? Number.POSITIVE_INFINITY) ||
    a.id.localeCompare(b.id)
  )
}
