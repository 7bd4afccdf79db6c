export const CATALOG_PROBLEMS = ['missing', 'unmapped', 'archived_in_use'] as const
export type CatalogProblem = (typeof CATALOG_PROBLEMS)[number]

/** What of the catalog is looked at. */
export interface CatalogFilter {
  problem: CatalogProblem | null
  /** Price and product ids that a mapping names; where there is no mapping at all, nothing is unmapped. */
  mapped: readonly string[]
}

/** A row's problems, from what its query answers of each as 0 or 1. */
export function readProblems(row: Record<CatalogProblem, number>): CatalogProblem[] {
  return CATALOG_PROBLEMS.filter((problem) => row[problem] === 1)
}
