import type { Mode } from '../../../worker/domain/ids.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { isNotFound } from '../../lib/api-error.ts'
import { EventFacts } from './event-facts.tsx'
import type { EventSearch } from './event-filter.ts'
import { EventHeader } from './event-header.tsx'
import { EventNotFound } from './event-not-found.tsx'
import { EventPayload } from './event-payload.tsx'
import { EventStory } from './event-story.tsx'
import { useEvent } from './get-event.ts'
import { PreviousAttributes } from './previous-attributes-table.tsx'

interface EventViewProps {
  mode: Mode
  eventId: string
  search: EventSearch
}

/** One event whole: what it is, what became of it and why, and what Stripe sent. */
export function EventView({ mode, eventId, search }: EventViewProps) {
  const event = useEvent(mode, eventId)

  if (event.data)
    return (
      <>
        <EventHeader mode={mode} event={event.data} search={search} />
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <EventStory mode={mode} event={event.data} />
            <PreviousAttributes event={event.data} />
            <EventPayload event={event.data} />
          </div>
          <EventFacts event={event.data} />
        </div>
      </>
    )
  if (isNotFound(event.error)) return <EventNotFound mode={mode} eventId={eventId} />
  if (event.isError)
    return (
      <div className="rounded-lg border border-line bg-surface">
        <ErrorState title="The event could not be loaded" error={event.error} onRetry={() => void event.refetch()} />
      </div>
    )
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <p className="sr-only">Loading the event</p>
      <Skeleton className="h-7 w-80" />
      <Skeleton className="h-4 w-56" />
      <Skeleton className="mt-4 h-72" />
    </div>
  )
}
