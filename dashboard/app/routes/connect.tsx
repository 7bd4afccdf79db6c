import { getRouteApi } from '@tanstack/react-router'
import { ConnectionView } from '../../features/connection/connection-view.tsx'

const route = getRouteApi('/$mode/connect')

export function ConnectPage() {
  const { mode } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <ConnectionView
      key={mode}
      mode={mode}
      search={search}
      onWay={(way) => void navigate({ search: way ? { way } : {}, replace: way !== undefined, resetScroll: !way })}
      onOauthDone={() => void navigate({ search: search.way ? { way: search.way } : {}, replace: true })}
    />
  )
}
