import type { EventSummary } from '../../lib/api-types.ts'
import { dayOf } from '../../lib/time.ts'

export interface EventDay {
  day: string
  /** A moment of that day, in ms. */
  atMs: number
  events: EventSummary[]
}

/** Events in their given order, cut where the day of receipt changes. */
export function groupByDay(events: EventSummary[], timeZone?: string): EventDay[] {
  const days: EventDay[] = []
  for (const event of events) {
    const atMs = Date.parse(event.received_at)
    const day = dayOf(atMs, timeZone)
    const last = days.at(-1)
    if (last?.day === day) last.events.push(event)
    else days.push({ day, atMs, events: [event] })
  }
  return days
}
