import { Link, useNavigate, useRouterState } from '@tanstack/react-router'
import { ArrowLeft, ChevronDown, ChevronUp } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { IconButton } from '../../components/icon-button.tsx'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { useBackToList } from '../../lib/use-back-to-list.ts'
import type { EventSearch } from './event-filter.ts'
import { useNeighbours } from './use-neighbours.ts'

interface EventPagerProps {
  mode: Mode
  eventId: string
  search: EventSearch
}

/** Back to the list as it was, and through the list's events without going back. */
export function EventPager({ mode, eventId, search }: EventPagerProps) {
  const navigate = useNavigate()
  const stepsToList = useRouterState({ select: ({ location }) => location.state.stepsToList ?? 0 })
  const { newer, older } = useNeighbours(mode, eventId, search)

  const back = useBackToList(eventId, () => void navigate({ to: '/$mode/events', params: { mode }, search }))

  function open(id: string | null) {
    if (id === null) return
    const state = { stepsToList }
    void navigate({ to: '/$mode/events/$eventId', params: { mode, eventId: id }, search, state, replace: true })
  }

  useShortcuts([
    { keys: 'j', label: 'Next event (older)', group: 'This page', run: () => open(older) },
    { keys: 'k', label: 'Previous event (newer)', group: 'This page', run: () => open(newer) },
    { keys: 'Escape', label: 'Back to the list', group: 'This page', run: () => back() },
    { keys: 'u', label: 'Back to the list', group: 'This page', run: () => back() },
  ])

  return (
    <nav aria-label="Event" className="mb-3 flex items-center justify-between gap-3">
      <Link
        to="/$mode/events"
        params={{ mode }}
        search={search}
        onClick={back}
        className="inline-flex items-center gap-1.5 text-sm text-soft hover:text-ink hover:underline"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Events
      </Link>
      <span className="flex items-center gap-1">
        <IconButton label="Previous event, newer (k)" disabled={newer === null} onClick={() => open(newer)}>
          <ChevronUp className="size-4" />
        </IconButton>
        <IconButton label="Next event, older (j)" disabled={older === null} onClick={() => open(older)}>
          <ChevronDown className="size-4" />
        </IconButton>
      </span>
    </nav>
  )
}
