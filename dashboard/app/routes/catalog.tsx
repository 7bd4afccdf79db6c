import { getRouteApi } from '@tanstack/react-router'
import { CatalogView } from '../../features/catalog/catalog-view.tsx'

const route = getRouteApi('/$mode/catalog')

export function CatalogPage() {
  const { mode } = route.useParams()
  const { q } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <CatalogView
      mode={mode}
      searchText={q ?? ''}
      onSearch={(text) => void navigate({ search: text === '' ? {} : { q: text }, replace: true, resetScroll: false })}
    />
  )
}
