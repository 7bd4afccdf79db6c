import type { Price, Product } from '../../lib/api-types.ts'
import { countOf } from '../../lib/count-words.ts'
import type { CatalogBranch } from './catalog-tree.ts'

export type CatalogProblem = Product['problems'][number]

/** The worst first. */
export const CATALOG_PROBLEMS = ['missing', 'unmapped', 'archived_in_use'] as const satisfies CatalogProblem[]

export const PROBLEM_WORDS: Record<CatalogProblem, { label: string; meaning: string }> = {
  missing: {
    label: 'Missing',
    meaning:
      'A price or a subscription names it, but Stripe’s catalog as Billhook holds it does not. Sync the catalog; if it stays, it was deleted in Stripe.',
  },
  unmapped: {
    label: 'Unmapped',
    meaning: 'The price mapping gives it no package, so that whoever buys it gets no access. Add it to the mapping.',
  },
  archived_in_use: {
    label: 'Archived but in use',
    meaning: 'Archived or gone in Stripe, while subscriptions still have it. They go on; only nobody can buy it anew.',
  },
}

/** Those of a product or price that this version knows, the worst first. */
export function problemsOf(item: Product | Price | null): CatalogProblem[] {
  return CATALOG_PROBLEMS.filter((problem) => item?.problems.includes(problem))
}

/** A subscription may have several prices of one product, so that a product counts uses. */
export function usedBy({ object, live_subscriptions: count }: Product | Price): string {
  return countOf(count, object === 'product' ? 'use' : 'subscription')
}

/** How many products and prices have each problem. */
export function countProblems(branches: CatalogBranch[]): Record<CatalogProblem, number> {
  const counts = { missing: 0, unmapped: 0, archived_in_use: 0 }
  for (const { product, prices } of branches)
    for (const item of [...(product ? [product] : []), ...prices])
      for (const problem of problemsOf(item)) counts[problem] += 1
  return counts
}

/** Only what has the problem; a product stays as the heading of its prices. */
export function withProblem(branches: CatalogBranch[], problem: CatalogProblem): CatalogBranch[] {
  return branches.flatMap((branch) => {
    const prices = branch.prices.filter((price) => problemsOf(price).includes(problem))
    return prices.length > 0 || problemsOf(branch.product).includes(problem) ? [{ ...branch, prices }] : []
  })
}

/** Those with problems before the others; apart from that the order stays. */
export function problemsFirst(branches: CatalogBranch[]): CatalogBranch[] {
  const rank = (branch: CatalogBranch) => Math.min(worst(branch.product), ...branch.prices.map(worst))
  return branches
    .map((branch) => ({ ...branch, prices: branch.prices.toSorted((a, b) => worst(a) - worst(b)) }))
    .sort((a, b) => rank(a) - rank(b))
}

function worst(item: Product | Price | null): number {
  const [first] = problemsOf(item)
  return first ? CATALOG_PROBLEMS.indexOf(first) : CATALOG_PROBLEMS.length
}
