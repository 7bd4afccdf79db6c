import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'

export function EventNotFound({ mode, eventId }: { mode: Mode; eventId: string }) {
  const other: Mode = mode === 'test' ? 'live' : 'test'
  return (
    <div className="rounded-lg border border-line bg-surface">
      <title>Event not found · Billhook</title>
      <h1 className="sr-only">Event not found</h1>
      <EmptyState title={`No such event in ${mode} mode`}>
        <p>
          <code className="font-mono text-sm break-all">{eventId}</code> was never received here, or its time of
          retention is over. It may belong to the other mode.
        </p>
        <div className="flex flex-wrap justify-center gap-2">
          <Link to="/$mode/events/$eventId" params={{ mode: other, eventId }} search={{}} className={buttonClass()}>
            Look in {other} mode
          </Link>
          <Link to="/$mode/events" params={{ mode }} search={{}} className={buttonClass()}>
            All events
          </Link>
        </div>
      </EmptyState>
    </div>
  )
}
