import { getRouteApi } from '@tanstack/react-router'
import { OutboxView } from '../../features/outbox/outbox-view.tsx'

const route = getRouteApi('/$mode/dev/outbox')

export function OutboxPage() {
  const { mode } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <OutboxView
      key={mode}
      mode={mode}
      search={search}
      onSearch={(next) => void navigate({ search: next, replace: true })}
    />
  )
}
