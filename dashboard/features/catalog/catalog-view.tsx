import { useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { CatalogSearch } from './catalog-search.tsx'
import { CatalogTable } from './catalog-table.tsx'
import { catalogTree, searchCatalog } from './catalog-tree.ts'
import { catalogQuery } from './get-catalog.ts'

interface CatalogViewProps {
  mode: Mode
  searchText: string
  onSearch: (text: string) => void
}

const ROWS = Array.from({ length: 8 }, (_, index) => index)

export function CatalogView({ mode, searchText, onSearch }: CatalogViewProps) {
  const catalog = useQuery({ ...catalogQuery(mode), refetchInterval: useLiveFallbackMs() })
  const branches = catalog.data ? catalogTree(catalog.data.products, catalog.data.prices) : []
  const shown = searchText.trim() === '' ? branches : searchCatalog(branches, searchText)
  return (
    <>
      <PageHeading title="Catalog">
        {branches.length > 0 && <CatalogSearch value={searchText} onChange={onSearch} />}
      </PageHeading>
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
        {catalog.data && branches.length === 0 && (
          <EmptyState title={`No products in ${mode} mode yet`}>
            <p>
              Products and prices arrive with Stripe’s <code className="font-mono text-sm">product.*</code> and{' '}
              <code className="font-mono text-sm">price.*</code> events. Create or change one in Stripe and it appears
              here.
            </p>
          </EmptyState>
        )}
        {branches.length > 0 && shown.length === 0 && (
          <EmptyState title="Nothing matches">
            <p>No product or price contains “{searchText.trim()}”.</p>
            <Button onClick={() => onSearch('')}>Clear search</Button>
          </EmptyState>
        )}
      </div>
    </>
  )
}
