import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { noteJob } from '../../features/connection/jobs/note-job.ts'
import { SegmentFormView } from '../../features/segments/segment-form-view.tsx'
import { settingsQuery } from '../../features/settings/get-settings.ts'

interface SegmentFormPageProps {
  mode: Mode
  /** Null: a new one is made. */
  segmentId: string | null
}

/** The form of a new segment and of one that is there already. */
export function SegmentFormPage({ mode, segmentId }: SegmentFormPageProps) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { data: settings } = useQuery(settingsQuery(mode))

  function leave(id: string | null) {
    if (id === null) void navigate({ to: '/$mode/segments', params: { mode } })
    else void navigate({ to: '/$mode/segments/$segmentId', params: { mode, segmentId: id }, replace: true })
  }

  return (
    <SegmentFormView
      mode={mode}
      segmentId={segmentId}
      known={{
        stage: settings?.stages.map(({ name }) => name) ?? [],
        packages: [...new Set(Object.values(settings?.price_mapping ?? {}).flat())].sort(),
      }}
      onSaved={(segment, job) => {
        noteJob(queryClient, mode, job)
        leave(segment.id)
      }}
      onCancel={() => leave(segmentId)}
    />
  )
}
