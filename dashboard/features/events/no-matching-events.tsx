import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import type { EventSearch } from './event-filter.ts'
import { filterChips } from './event-filter-words.ts'

/** The list is empty because of its filters: they are named, and one click clears them. */
export function NoMatchingEvents({ mode, search }: { mode: Mode; search: EventSearch }) {
  const filters = filterChips(search).map(({ label, value }) => `${label.toLowerCase()} ${value}`)
  return (
    <EmptyState title="No event matches">
      <p>
        Nothing received in {mode} mode has {filters.join(', ')}.
      </p>
      <Link to="/$mode/events" params={{ mode }} search={{}} className={buttonClass()}>
        Clear filters
      </Link>
    </EmptyState>
  )
}
