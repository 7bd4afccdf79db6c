import type { QueryClient } from '@tanstack/react-query'
import { EVENT_OUTCOMES, type EventOutcome } from '../../../worker/domain/event.ts'
import type { Mode } from '../../../worker/domain/ids.ts'
import type { LiveMessage } from '../../lib/api-types.ts'
import { eventKeys } from './event-keys.ts'
import type { EventPages } from './get-events.ts'
import { renewRows } from './merge-newest.ts'

export type LiveEvent = Extract<LiveMessage, { type: 'events' }>['events'][number]

/** Lets every screen know what the live connection told: rows in place, lists through their newest page. */
export function applyLiveEvents(queryClient: QueryClient, mode: Mode, events: LiveEvent[]): void {
  const outcomes = new Map<string, { outcome: EventOutcome }>()
  for (const { id, outcome } of events) if (isOutcome(outcome)) outcomes.set(id, { outcome })
  queryClient.setQueriesData<EventPages>({ queryKey: eventKeys.lists(mode) }, (pages) =>
    pages ? renewRows(pages, outcomes) : pages,
  )
  void queryClient.invalidateQueries({ queryKey: eventKeys.newestOfAll(mode) })
  void queryClient.invalidateQueries({ queryKey: eventKeys.recent(mode) })
  for (const { id } of events) void queryClient.invalidateQueries({ queryKey: eventKeys.detail(mode, id) })
}

/** After a gap in the live connection: everything about events may have changed, except the order of shown rows. */
export function refreshEvents(queryClient: QueryClient, mode: Mode): void {
  void queryClient.invalidateQueries({ queryKey: eventKeys.newestOfAll(mode) })
  void queryClient.invalidateQueries({ queryKey: eventKeys.recent(mode) })
  void queryClient.invalidateQueries({ queryKey: ['events', mode, 'detail'] })
}

function isOutcome(value: string): value is EventOutcome {
  return (EVENT_OUTCOMES as readonly string[]).includes(value)
}
