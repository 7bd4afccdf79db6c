import { TIMELINE_PAGE_ENTRIES, type TimelineEntry } from '../../domain/customer.ts'
import type { Setter } from '../../domain/customer-changes.ts'
import type { CustomerRecord } from '../../domain/customer-record.ts'
import type { Change } from '../../domain/event.ts'
import type { Workspace } from './workspace.ts'

/** A page that is full is put away, so that the row does not grow with history. */
export function withEntries(ws: Workspace, record: CustomerRecord, entries: TimelineEntry[]): CustomerRecord {
  const timeline = [...record.timeline, ...entries]
  if (timeline.length <= TIMELINE_PAGE_ENTRIES) return { ...record, timeline }
  ws.putAwayPage(record.id, record.timelinePages, timeline.slice(0, TIMELINE_PAGE_ENTRIES))
  const shorter = {
    ...record,
    timeline: timeline.slice(TIMELINE_PAGE_ENTRIES),
    timelinePages: record.timelinePages + 1,
  }
  return withEntries(ws, shorter, [])
}

const LOOK_MS = 3_600_000

/** The newest entry, where it tells of the same look at Stripe: the pages of an import show a customer bit by bit. */
export function formerLook(
  { timeline }: CustomerRecord,
  { by, at }: Setter,
): { before: TimelineEntry[]; changes: Change[] } | null {
  const last = timeline.at(-1)
  if (last?.kind !== 'change' || last.set_by !== by || Date.parse(at) - Date.parse(last.at) > LOOK_MS) return null
  return { before: timeline.slice(0, -1), changes: last.changes }
}

/** The history of a customer that ended in this one goes on as a part of this one's. */
export function takeTimeline(ws: Workspace, into: CustomerRecord, from: CustomerRecord): CustomerRecord {
  return [...listPages(ws, from), from.timeline].reduce((told, entries) => withEntries(ws, told, entries), into)
}

/** Full pages, the oldest first. */
export function listPages(ws: Workspace, { id, timelinePages }: CustomerRecord): TimelineEntry[][] {
  return Array.from({ length: timelinePages }, (_, page) => ws.page(id, page))
}

/** Its history stands elsewhere now: no page says anything any more. */
export function clearPages(ws: Workspace, { id, timelinePages }: CustomerRecord): void {
  for (let page = 0; page < timelinePages; page += 1) ws.putAwayPage(id, page, [])
}
