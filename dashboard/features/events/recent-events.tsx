import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { OutcomeBadge } from '../../components/outcome-badge.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { useHeld } from '../../lib/held.ts'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { recentEventsQuery } from './get-events.ts'

const SHOWN = 8
const ROWS = Array.from({ length: SHOWN }, (_, index) => index)

/** The latest events, renewed as they come; it holds still while the pointer or the focus is on it. */
export function RecentEvents({ mode, empty }: { mode: Mode; empty: ReactNode }) {
  const recent = useQuery({ ...recentEventsQuery(mode, SHOWN), refetchInterval: useLiveFallbackMs() })
  const { shown, hold, release } = useHeld(recent.data)
  const events = shown?.data

  return (
    <Panel
      title="Recent events"
      aside={
        <Link
          to="/$mode/events"
          params={{ mode }}
          search={{}}
          className="text-sm text-soft underline underline-offset-2 hover:text-ink"
        >
          All events
        </Link>
      }
    >
      {recent.isPending && ROWS.map((row) => <Skeleton key={row} className="mx-4 h-10.25 py-3" />)}
      {recent.isError && !events && (
        <ErrorState title="The events could not be loaded" error={recent.error} onRetry={() => void recent.refetch()} />
      )}
      {events?.length === 0 && empty}
      {events && events.length > 0 && (
        <ul
          onPointerEnter={hold}
          onPointerLeave={release}
          onFocus={hold}
          onBlur={release}
          className="divide-y divide-line"
        >
          {events.map((event) => (
            <li
              key={event.id}
              className="relative flex flex-wrap items-center justify-between gap-x-3 px-4 py-2 focus-within:bg-sunken hover:bg-sunken"
            >
              <span className="shrink-0 max-sm:order-1 sm:w-23">
                <OutcomeBadge outcome={event.outcome} />
              </span>
              <Link
                to="/$mode/events/$eventId"
                params={{ mode, eventId: event.id }}
                search={{}}
                className="min-w-0 flex-1 truncate font-medium max-sm:basis-full after:absolute after:inset-0"
              >
                {event.type}
              </Link>
              <span className="text-sm text-faint max-sm:order-2">
                <TimeAgo at={event.received_at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
