import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button, buttonClass } from '../../components/button.tsx'
import type { KnownValues } from '../../components/conditions/known-values.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { isNotFound } from '../../lib/api-error.ts'
import type { Job, Segment } from '../../lib/api-types.ts'
import { segmentQuery } from './get-segments.ts'
import { SegmentEditor } from './segment-editor.tsx'
import { SegmentNotFound } from './segment-not-found.tsx'

interface SegmentFormViewProps {
  mode: Mode
  /** Null: a new one is made. */
  segmentId: string | null
  known: KnownValues
  onSaved: (segment: Segment, job: Job | null) => void
  onCancel: () => void
}

/** The page around the form; built-in segments are shown to be as fixed as the API says. */
export function SegmentFormView({ mode, segmentId, ...rest }: SegmentFormViewProps) {
  const segment = useQuery({ ...segmentQuery(mode, segmentId ?? ''), enabled: segmentId !== null })
  if (isNotFound(segment.error)) return <SegmentNotFound mode={mode} segmentId={segmentId ?? ''} />
  const title = segmentId === null ? 'New segment' : `Edit ${segment.data?.name ?? 'segment'}`
  return (
    <>
      <PageHeading title={title} />
      {segmentId === null && <SegmentEditor mode={mode} segment={null} {...rest} />}
      {segmentId !== null && segment.isPending && <Skeleton className="h-64" />}
      {segmentId !== null && segment.isError && !segment.data && (
        <Panel title="Segment">
          <ErrorState
            title="The segment could not be loaded"
            error={segment.error}
            onRetry={() => void segment.refetch()}
          />
        </Panel>
      )}
      {segment.data?.built_in && (
        <div className="flex flex-col items-start gap-3">
          <p className="text-soft">This segment is built in and stays as it is. Make one of your own instead.</p>
          <p className="flex flex-wrap gap-2">
            <Link to="/$mode/segments/new" params={{ mode }} className={buttonClass('primary')}>
              New segment
            </Link>
            <Button onClick={rest.onCancel}>Back to the segment</Button>
          </p>
        </div>
      )}
      {segment.data && !segment.data.built_in && <SegmentEditor mode={mode} segment={segment.data} {...rest} />}
    </>
  )
}
