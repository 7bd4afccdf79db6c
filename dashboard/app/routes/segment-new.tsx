import { getRouteApi } from '@tanstack/react-router'
import { SegmentFormPage } from './segment-form.tsx'

const route = getRouteApi('/$mode/segments/new')

export function NewSegmentPage() {
  const { mode } = route.useParams()
  return <SegmentFormPage key={mode} mode={mode} segmentId={null} />
}
