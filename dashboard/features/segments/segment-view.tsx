import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListFilter, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button, buttonClass } from '../../components/button.tsx'
import { conditionWords } from '../../components/conditions/condition-words.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { isNotFound } from '../../lib/api-error.ts'
import type { Job, Segment } from '../../lib/api-types.ts'
import { countOf } from '../../lib/count-words.ts'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { BuiltInMark } from './built-in-mark.tsx'
import { DeleteSegmentDialog } from './delete-segment-dialog.tsx'
import { segmentQuery } from './get-segments.ts'
import { SegmentCustomers } from './segment-customers.tsx'
import { SegmentNotFound } from './segment-not-found.tsx'

interface SegmentViewProps {
  mode: Mode
  segmentId: string
  /** How far the job is that takes customers in and out. */
  progress: ReactNode
  onDeleted: (job: Job | null) => void
}

export function SegmentView({ mode, segmentId, progress, onDeleted }: SegmentViewProps) {
  const segment = useQuery({ ...segmentQuery(mode, segmentId), refetchInterval: useLiveFallbackMs() })
  if (isNotFound(segment.error)) return <SegmentNotFound mode={mode} segmentId={segmentId} />
  return (
    <>
      <PageHeading title={segment.data?.name ?? 'Segment'}>
        {segment.data && <Actions mode={mode} segment={segment.data} onDeleted={onDeleted} />}
      </PageHeading>
      {progress}
      <div className="flex flex-col gap-6">
        <Panel title="Conditions" aside={segment.data?.built_in && <BuiltInMark />}>
          {segment.isPending && <Skeleton className="mx-4 my-4 h-5 w-72 max-w-full" />}
          {segment.isError && !segment.data && (
            <ErrorState
              title="The segment could not be loaded"
              error={segment.error}
              onRetry={() => void segment.refetch()}
            />
          )}
          {segment.data && <Conditions segment={segment.data} />}
        </Panel>
        {segment.data && (
          <Panel
            title={countOf(segment.data.count, 'customer')}
            aside={
              <Link
                to="/$mode/customers"
                params={{ mode }}
                search={{ segment: segmentId }}
                className="flex items-center gap-1.5 text-sm text-soft underline underline-offset-2 hover:text-ink"
              >
                <ListFilter aria-hidden className="size-3.5" />
                Filter and sort
              </Link>
            }
          >
            <SegmentCustomers mode={mode} segmentId={segmentId} />
          </Panel>
        )}
      </div>
    </>
  )
}

function Conditions({ segment }: { segment: Segment }) {
  return (
    <ul className="flex flex-col gap-1.5 px-4 py-4">
      {segment.conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the conditions are shown in their order and never moved
        <li key={index} className="break-words">
          {index > 0 && <span className="text-faint">and </span>}
          {conditionWords(condition)}
        </li>
      ))}
    </ul>
  )
}

function Actions({ mode, segment, onDeleted }: Pick<SegmentViewProps, 'mode' | 'onDeleted'> & { segment: Segment }) {
  const [asking, setAsking] = useState(false)
  if (segment.built_in) return null
  return (
    <div className="flex flex-wrap gap-2">
      <Link to="/$mode/segments/$segmentId/edit" params={{ mode, segmentId: segment.id }} className={buttonClass()}>
        <Pencil aria-hidden className="size-3.5" />
        Edit
      </Link>
      <Button onClick={() => setAsking(true)}>
        <Trash2 aria-hidden className="size-3.5" />
        Delete
      </Button>
      {asking && (
        <DeleteSegmentDialog mode={mode} segment={segment} onDeleted={onDeleted} onClose={() => setAsking(false)} />
      )}
    </div>
  )
}
