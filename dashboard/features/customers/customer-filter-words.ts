import { statusLabel } from '../../lib/status-words.ts'
import { formatDate } from '../../lib/time.ts'
import { type CustomerFilterKey, type CustomerSearch, NONE } from './customer-filter.ts'
import { type Names, nameOf } from './names.ts'
import { ACCESS_WORDS } from './state-words.ts'

export interface CustomerChip {
  key: CustomerFilterKey
  label: string
  value: string
}

const LABELS: Record<CustomerFilterKey, string> = {
  q: 'Text',
  stage: 'Stage',
  access: 'Access',
  status: 'Subscription',
  segment: 'Segment',
  plan: 'Plan',
  package: 'Package',
  tag: 'Tag',
  renewing_before: 'Renewing before',
}

/** One chip per set filter, in a fixed order; times in the given zone (the browser's if left out). */
export function filterChips(search: CustomerSearch, names: Names, timeZone?: string): CustomerChip[] {
  return (Object.keys(LABELS) as CustomerFilterKey[]).flatMap((key) => {
    const value = search[key]
    return value === undefined
      ? []
      : [{ key, label: LABELS[key], value: chipValue(search, key, value, names, timeZone) }]
  })
}

function chipValue(
  search: CustomerSearch,
  key: CustomerFilterKey,
  value: string,
  names: Names,
  timeZone: string | undefined,
): string {
  if (key === 'access' && search.access) return ACCESS_WORDS[search.access].label
  if (value === NONE && (key === 'stage' || key === 'status')) return 'None'
  if (key === 'status') return statusLabel(value)
  if (key === 'segment') return nameOf(names.segments, value)
  if (key === 'plan') return nameOf(names.plans, value)
  if (key === 'renewing_before') return formatDate(Date.parse(value), timeZone)
  return value
}
