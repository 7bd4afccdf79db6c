import { TIMELINE_PAGE_ENTRIES, type TimelineEntry } from '../domain/customer.ts'
import type { Tenant } from '../domain/ids.ts'
import { type EventStory, readEventStories } from './event-stories.ts'

/** `ordinal` counts a customer's entries from its first, and is the list's cursor. */
export interface TimelineRow {
  ordinal: number
  entry: TimelineEntry
  /** What the event did; null where the entry is none, or retention has removed the event. */
  event: EventStory | null
}

interface Stretch {
  page: number
  entries: string
}

/** Newest first; `after` is the ordinal of the last one shown. For one that was merged away ask for its survivor. */
export async function listTimeline(
  db: D1Database,
  tenant: Tenant,
  customerId: string,
  page: { limit: number; after: number | null },
): Promise<TimelineRow[]> {
  const before = page.after ?? Number.MAX_SAFE_INTEGER
  const stretches = await readStretches(db, tenant, customerId, before, page.limit)
  const entries = stretches
    .flatMap((stretch) => entriesOf(stretch))
    .filter(({ ordinal }) => ordinal < before)
    .sort((a, b) => b.ordinal - a.ordinal)
    .slice(0, page.limit)
  const ids = entries.flatMap(({ entry }) => (entry.kind === 'event' ? [entry.event] : []))
  const stories = await readEventStories(db, tenant, ids)
  return entries.map(({ ordinal, entry }) => ({
    ordinal,
    entry,
    event: entry.kind === 'event' ? (stories.get(entry.event) ?? null) : null,
  }))
}

/** The newest entries and as many full pages as the list may need, read at one moment. */
async function readStretches(
  db: D1Database,
  tenant: Tenant,
  customerId: string,
  before: number,
  limit: number,
): Promise<Stretch[]> {
  const bound = [tenant.accountId, tenant.mode, customerId]
  const answers = await db.batch<Stretch>([
    db
      .prepare(
        `SELECT timeline_pages AS page, timeline AS entries FROM customers
         WHERE account_id = ?1 AND mode = ?2 AND id = ?3`,
      )
      .bind(...bound),
    db
      .prepare(
        `SELECT page, entries FROM timeline_pages
         WHERE account_id = ?1 AND mode = ?2 AND customer_id = ?3 AND page < ?4
         ORDER BY page DESC LIMIT ?5`,
      )
      .bind(...bound, Math.ceil(before / TIMELINE_PAGE_ENTRIES), Math.ceil(limit / TIMELINE_PAGE_ENTRIES) + 1),
  ])
  return answers.flatMap(({ results }) => results)
}

function entriesOf({ page, entries }: Stretch): { ordinal: number; entry: TimelineEntry }[] {
  const list = JSON.parse(entries) as TimelineEntry[]
  return list.map((entry, at) => ({ ordinal: page * TIMELINE_PAGE_ENTRIES + at, entry }))
}
