import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { noteJob } from '../../features/connection/jobs/note-job.ts'
import { RecomputeNote } from '../../features/connection/jobs/recompute-note.tsx'
import { SegmentView } from '../../features/segments/segment-view.tsx'

const route = getRouteApi('/$mode/segments/$segmentId')

export function SegmentPage() {
  const { mode, segmentId } = route.useParams()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  return (
    <SegmentView
      key={segmentId}
      mode={mode}
      segmentId={segmentId}
      progress={<RecomputeNote mode={mode} />}
      onDeleted={(job) => {
        noteJob(queryClient, mode, job)
        void navigate({ to: '/$mode/segments', params: { mode }, replace: true })
      }}
    />
  )
}
