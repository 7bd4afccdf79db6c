import type { EventStory } from '../../readmodel/event-stories.ts'
import type { TimelineRow } from '../../readmodel/timeline.ts'
import type { ActionsOf } from './event-actions.ts'
import type { TimelineItem } from './timeline.ts'

export function presentTimelineItem(
  customerId: string,
  { entry, event }: TimelineRow,
  actions: ActionsOf,
): TimelineItem {
  if (entry.kind === 'change') {
    const { at, set_by, note, words = [note], changes } = entry
    return { object: 'timeline_item', kind: 'change', at, event: null, set_by, notes: words, changes, ...actions([]) }
  }
  return {
    object: 'timeline_item',
    kind: 'event',
    at: entry.at,
    event: { id: entry.event, type: entry.type, outcome: event?.outcome ?? null, stale: event?.stale ?? false },
    set_by: entry.event,
    notes: event?.notes ?? [],
    changes: event ? changesOf(event, customerId) : [],
    ...actions(event?.runs ?? []),
  }
}

/** Stripe's own and this customer's: an event may have changed another customer too. */
function changesOf({ changes }: EventStory, customerId: string): TimelineItem['changes'] {
  return changes.filter(({ customer }) => customer === null || customer === customerId)
}
