import { getRouteApi } from '@tanstack/react-router'
import { EventView } from '../../features/events/event-view.tsx'

const route = getRouteApi('/$mode/events/$eventId')

export function EventPage() {
  const { mode, eventId } = route.useParams()
  return <EventView key={eventId} mode={mode} eventId={eventId} search={route.useSearch()} />
}
