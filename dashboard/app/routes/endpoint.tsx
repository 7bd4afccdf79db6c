import { getRouteApi } from '@tanstack/react-router'
import { EndpointView } from '../../features/endpoints/endpoint-view.tsx'

const route = getRouteApi('/$mode/endpoints/$endpointId')

export function EndpointPage() {
  const { mode, endpointId } = route.useParams()
  const navigate = route.useNavigate()
  return (
    <EndpointView
      key={endpointId}
      mode={mode}
      endpointId={endpointId}
      onDeleted={() => void navigate({ to: '/$mode/endpoints', params: { mode }, replace: true })}
    />
  )
}
