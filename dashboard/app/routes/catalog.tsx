import { getRouteApi } from '@tanstack/react-router'
import { CatalogView } from '../../features/catalog/catalog-view.tsx'
import { CatalogFirstUse } from '../../features/connection/catalog/catalog-first-use.tsx'
import { CatalogSync } from '../../features/connection/catalog/catalog-sync.tsx'

const route = getRouteApi('/$mode/catalog')

export function CatalogPage() {
  const { mode } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <CatalogView
      mode={mode}
      search={search}
      onSearch={({ q, problem }) =>
        void navigate({
          search: { ...(q && { q }), ...(problem && { problem }) },
          // Typing replaces; a filter is a step that "back" undoes.
          replace: problem === search.problem,
          resetScroll: false,
        })
      }
      sync={<CatalogSync key={mode} mode={mode} />}
      firstUse={<CatalogFirstUse mode={mode} />}
    />
  )
}
