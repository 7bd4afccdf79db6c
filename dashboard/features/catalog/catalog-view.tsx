import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { countProblems, PROBLEM_WORDS, problemsFirst, withProblem } from './catalog-problems.ts'
import { CatalogSearch } from './catalog-search.tsx'
import type { CatalogSearchParams } from './catalog-search-params.ts'
import { CatalogTable } from './catalog-table.tsx'
import { catalogTree, searchCatalog } from './catalog-tree.ts'
import { catalogQuery } from './get-catalog.ts'
import { ProblemFilter } from './problem-filter.tsx'

interface CatalogViewProps {
  mode: Mode
  search: CatalogSearchParams
  onSearch: (search: CatalogSearchParams) => void
  /** Stands above the table: how the catalog compares with Stripe's. */
  sync: ReactNode
  /** What to do where there is no product yet. */
  firstUse: ReactNode
}

const ROWS = Array.from({ length: 8 }, (_, index) => index)

export function CatalogView({ mode, search, onSearch, sync, firstUse }: CatalogViewProps) {
  const catalog = useQuery({ ...catalogQuery(mode), refetchInterval: useLiveFallbackMs() })
  const { q: text = '', problem } = search
  const branches = catalog.data ? problemsFirst(catalogTree(catalog.data.products, catalog.data.prices)) : []
  const judged = problem ? withProblem(branches, problem) : branches
  const shown = text.trim() === '' ? judged : searchCatalog(judged, text)
  return (
    <>
      <PageHeading title="Catalog">
        {branches.length > 0 && (
          <CatalogSearch value={text} onChange={(q) => onSearch({ ...search, q: q === '' ? undefined : q })} />
        )}
      </PageHeading>
      {sync}
      <ProblemFilter
        counts={countProblems(branches)}
        chosen={problem}
        onChoose={(next) => onSearch({ ...search, problem: next })}
      />
      {catalog.data?.truncated && (
        <p className="mb-3 text-soft">The catalog is large: the first 2,000 products and prices are shown.</p>
      )}
      <div className="overflow-clip rounded-lg border border-line bg-surface shadow-raised">
        {catalog.isPending && (
          <div aria-busy="true">
            <p className="sr-only">Loading the catalog</p>
            {ROWS.map((row) => (
              <Skeleton key={row} className="mx-4 h-10.25 py-3" />
            ))}
          </div>
        )}
        {catalog.isError && !catalog.data && (
          <ErrorState
            title="The catalog could not be loaded"
            error={catalog.error}
            onRetry={() => void catalog.refetch()}
          />
        )}
        {shown.length > 0 && <CatalogTable mode={mode} branches={shown} />}
        {catalog.data && branches.length === 0 && firstUse}
        {branches.length > 0 && shown.length === 0 && (
          <EmptyState title="Nothing matches">
            <p>
              No product or price
              {problem && ` is ${PROBLEM_WORDS[problem].label.toLowerCase()}`}
              {problem && text.trim() !== '' && ' and'}
              {text.trim() !== '' && ` contains “${text.trim()}”`}.
            </p>
            <Button onClick={() => onSearch({})}>Show everything</Button>
          </EmptyState>
        )}
      </div>
    </>
  )
}
