import { OUTCOME_WORDS } from '../../lib/outcome-words.ts'
import { formatMoment } from '../../lib/time.ts'
import type { EventFilterKey, EventSearch } from './event-filter.ts'

export interface FilterChip {
  key: EventFilterKey
  label: string
  value: string
}

const LABELS: Record<EventFilterKey, string> = {
  q: 'Text',
  type: 'Type',
  outcome: 'Outcome',
  customer: 'Stripe customer',
  object: 'Object',
  received_after: 'Received after',
  received_before: 'Received before',
}

/** One chip per set filter, in a fixed order; times are absolute, in the given zone (the browser's if left out). */
export function filterChips(search: EventSearch, timeZone?: string): FilterChip[] {
  return (Object.keys(LABELS) as EventFilterKey[]).flatMap((key) => {
    const value = search[key]
    return value === undefined ? [] : [{ key, label: LABELS[key], value: chipValue(key, value, timeZone) }]
  })
}

function chipValue(key: EventFilterKey, value: string, timeZone: string | undefined): string {
  if (key === 'outcome' && value in OUTCOME_WORDS) return OUTCOME_WORDS[value as keyof typeof OUTCOME_WORDS].label
  if (key === 'received_after' || key === 'received_before') return formatMoment(Date.parse(value), timeZone)
  return value
}
