import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { NotFound } from '../../components/not-found.tsx'

export function SegmentNotFound({ mode, segmentId }: { mode: Mode; segmentId: string }) {
  return (
    <NotFound mode={mode} noun="segment" id={segmentId}>
      <Link to="/$mode/segments" params={{ mode }} className={buttonClass()}>
        All segments
      </Link>
    </NotFound>
  )
}
