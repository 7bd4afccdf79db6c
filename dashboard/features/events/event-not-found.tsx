import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { NotFound } from '../../components/not-found.tsx'

export function EventNotFound({ mode, eventId }: { mode: Mode; eventId: string }) {
  const other: Mode = mode === 'test' ? 'live' : 'test'
  return (
    <NotFound
      mode={mode}
      noun="event"
      id={eventId}
      why="was never received here, or its time of retention is over. It may belong to the other mode."
    >
      <div className="flex flex-wrap justify-center gap-2">
        <Link to="/$mode/events/$eventId" params={{ mode: other, eventId }} search={{}} className={buttonClass()}>
          Look in {other} mode
        </Link>
        <Link to="/$mode/events" params={{ mode }} search={{}} className={buttonClass()}>
          All events
        </Link>
      </div>
    </NotFound>
  )
}
