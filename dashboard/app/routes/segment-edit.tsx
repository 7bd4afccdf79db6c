import { getRouteApi } from '@tanstack/react-router'
import { SegmentFormPage } from './segment-form.tsx'

const route = getRouteApi('/$mode/segments/$segmentId/edit')

export function EditSegmentPage() {
  const { mode, segmentId } = route.useParams()
  return <SegmentFormPage key={segmentId} mode={mode} segmentId={segmentId} />
}
