import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'

export function SegmentNotFound({ mode, segmentId }: { mode: Mode; segmentId: string }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <title>Segment not found · Billhook</title>
      <h1 className="sr-only">Segment not found</h1>
      <EmptyState title={`No such segment in ${mode} mode`}>
        <p>
          <code className="font-mono text-sm break-all">{segmentId}</code> was deleted, or belongs to the other mode.
        </p>
        <Link to="/$mode/segments" params={{ mode }} className={buttonClass()}>
          All segments
        </Link>
      </EmptyState>
    </div>
  )
}
