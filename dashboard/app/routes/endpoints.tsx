import { getRouteApi } from '@tanstack/react-router'
import { EndpointList } from '../../features/endpoints/endpoint-list.tsx'

const route = getRouteApi('/$mode/endpoints')

export function EndpointsPage() {
  const { mode } = route.useParams()
  const navigate = route.useNavigate()
  return <EndpointList mode={mode} onNew={() => void navigate({ to: '/$mode/endpoints/new', params: { mode } })} />
}
