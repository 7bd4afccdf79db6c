import type { EventSummary } from '../../lib/api-types.ts'
import type { EventPage, EventPages } from './get-events.ts'

export interface NewEvents {
  count: number
  /** There are more than the newest page shows. */
  more: boolean
}

/** How many events of the newest page the list does not have yet. */
export function countNew(pages: EventPages, newest: EventPage): NewEvents {
  const shown = idsOf(pages.pages)
  const count = newest.data.filter((event) => !shown.has(event.id)).length
  return { count, more: newest.has_more && count > 0 && count === newest.data.length }
}

/**
 * The list with the newest page laid over its top: new events in front, known ones renewed, those that left the filter
 * gone. Where the two do not meet, something lies between them, and the list starts again with the newest page.
 */
export function insertNewest(pages: EventPages, newest: EventPage): EventPages {
  const [first, ...rest] = pages.pages
  if (!first || !newest.has_more || countNew(pages, newest).more) return { pages: [newest], pageParams: [undefined] }
  const inNewest = idsOf([newest])
  const shown = pages.pages.flatMap((page) => page.data.map((event) => event.id))
  const replaced = new Set(shown.slice(0, shown.findLastIndex((id) => inNewest.has(id)) + 1))
  const keep = (page: EventPage) => page.data.filter((event) => !replaced.has(event.id))
  return {
    ...pages,
    pages: [
      { ...first, data: [...newest.data, ...keep(first)] },
      ...rest.map((page) => ({ ...page, data: keep(page) })),
    ],
  }
}

/** The list with what is known better about its rows, every row staying where it is. */
export function renewRows(pages: EventPages, renewed: Map<string, Partial<EventSummary>>): EventPages {
  if (!pages.pages.some((page) => page.data.some((event) => renewed.has(event.id)))) return pages
  const renew = (event: EventSummary) => ({ ...event, ...renewed.get(event.id) })
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, data: page.data.map(renew) })) }
}

function idsOf(pages: EventPage[]): Set<string> {
  return new Set(pages.flatMap((page) => page.data.map((event) => event.id)))
}
