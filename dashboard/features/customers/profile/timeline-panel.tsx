import { useInfiniteQuery } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { Panel } from '../../../components/panel.tsx'
import { useClock } from '../../../lib/clock.ts'
import { groupByDay } from '../../../lib/group-days.ts'
import { useHeld } from '../../../lib/held.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { formatDay } from '../../../lib/time.ts'
import type { Names } from '../names.ts'
import { timelineQuery } from './get-timeline.ts'
import { TimelineEntries, TimelineSkeleton } from './timeline-entries.tsx'

interface TimelinePanelProps {
  mode: Mode
  customerId: string
  names: Names
}

/** Everything that happened, day by day; it holds still while the pointer or the focus is on it. */
export function TimelinePanel({ mode, customerId, names }: TimelinePanelProps) {
  const timeline = useInfiniteQuery({ ...timelineQuery(mode, customerId), refetchInterval: useLiveFallbackMs() })
  const today = useClock((nowMs) => new Date(nowMs).setHours(0, 0, 0, 0))
  const { shown, hold, release } = useHeld(timeline.data)
  const items = shown?.pages.flatMap((page) => page.data) ?? []
  const days = groupByDay(items, ({ at }) => at)
  return (
    <Panel title="Timeline">
      {timeline.isPending && <TimelineSkeleton />}
      {timeline.isError && !timeline.data && (
        <ErrorState
          title="The timeline could not be loaded"
          error={timeline.error}
          onRetry={() => void timeline.refetch()}
        />
      )}
      {timeline.data && items.length === 0 && (
        <p className="px-4 py-4 text-soft">
          Nothing has happened yet. Events about this customer appear here as they come.
        </p>
      )}
      {new Set(days.map(({ day }) => day)).size < days.length && (
        <p className="border-b border-line px-4 py-2 text-sm text-soft">
          Some of it was told late. What Billhook learned last stands first, each with the time it happened at Stripe.
        </p>
      )}
      <ol onPointerEnter={hold} onPointerLeave={release} onFocus={hold} onBlur={release}>
        {days.map((day) => (
          <li key={day.key} className="not-first:border-t not-first:border-line">
            <h3 className="border-b border-line bg-paper px-4 py-1.5 text-xs font-medium text-soft">
              {formatDay(day.atMs, today)}
            </h3>
            <TimelineEntries mode={mode} items={day.items} names={names} />
          </li>
        ))}
      </ol>
      {timeline.hasNextPage && (
        <p className="border-t border-line px-4 py-3">
          <Button
            busy={timeline.isFetchingNextPage}
            onClick={() => {
              release()
              void timeline.fetchNextPage()
            }}
          >
            {timeline.isFetchNextPageError ? 'Try again' : 'Load older'}
          </Button>
        </p>
      )}
    </Panel>
  )
}
