import { getRouteApi } from '@tanstack/react-router'
import { NewEndpointView } from '../../features/endpoints/new-endpoint-view.tsx'

const route = getRouteApi('/$mode/endpoints/new')

export function NewEndpointPage() {
  const { mode } = route.useParams()
  const navigate = route.useNavigate()
  return (
    <NewEndpointView
      key={mode}
      mode={mode}
      onMade={(endpointId) =>
        void navigate({ to: '/$mode/endpoints/$endpointId', params: { mode, endpointId }, replace: true })
      }
      onCancel={() => void navigate({ to: '/$mode/endpoints', params: { mode } })}
    />
  )
}
