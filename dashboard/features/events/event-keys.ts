import type { Mode } from '../../../worker/domain/ids.ts'
import type { EventSearch } from './event-filter.ts'

/** Query keys of everything about events, so that live updates and replays can name what they touch. */
export const eventKeys = {
  lists: (mode: Mode) => ['events', mode, 'list'] as const,
  list: (mode: Mode, search: EventSearch) => ['events', mode, 'list', search] as const,
  newestOfAll: (mode: Mode) => ['events', mode, 'newest'] as const,
  newest: (mode: Mode, search: EventSearch) => ['events', mode, 'newest', search] as const,
  recent: (mode: Mode) => ['events', mode, 'recent'] as const,
  detail: (mode: Mode, id: string) => ['events', mode, 'detail', id] as const,
}
