import { getRouteApi } from '@tanstack/react-router'
import { SegmentList } from '../../features/segments/segment-list.tsx'

const route = getRouteApi('/$mode/segments')

export function SegmentsPage() {
  const { mode } = route.useParams()
  const navigate = route.useNavigate()
  return <SegmentList mode={mode} onNew={() => void navigate({ to: '/$mode/segments/new', params: { mode } })} />
}
