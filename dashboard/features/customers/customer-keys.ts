import type { Mode } from '../../../worker/domain/ids.ts'
import type { CustomerSearch } from './customer-filter.ts'

/** Query keys of everything about customers, so that live updates and changes can name what they touch. */
export const customerKeys = {
  lists: (mode: Mode) => ['customers', mode, 'list'] as const,
  list: (mode: Mode, search: CustomerSearch) => ['customers', mode, 'list', search] as const,
  tops: (mode: Mode) => ['customers', mode, 'top'] as const,
  top: (mode: Mode, search: CustomerSearch) => ['customers', mode, 'top', search] as const,
  found: (mode: Mode, text: string) => ['customers', mode, 'found', text] as const,
  summary: (mode: Mode) => ['customers', mode, 'summary'] as const,
  details: (mode: Mode) => ['customers', mode, 'detail'] as const,
  detail: (mode: Mode, id: string) => ['customers', mode, 'detail', id] as const,
  timelines: (mode: Mode) => ['customers', mode, 'timeline'] as const,
  timeline: (mode: Mode, id: string) => ['customers', mode, 'timeline', id] as const,
  unmatched: (mode: Mode) => ['customers', mode, 'unmatched'] as const,
}
