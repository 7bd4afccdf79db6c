import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { ErrorState } from '../../../components/error-state.tsx'
import { Panel } from '../../../components/panel.tsx'
import { TEXT_LINK } from '../../../components/text-link.ts'
import { useHeld } from '../../../lib/held.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { oneStepFurther } from '../../../lib/steps-to-list.ts'
import type { Names } from '../names.ts'
import { timelineQuery } from './get-timeline.ts'
import type { ProfileSearch } from './profile-search.ts'
import { TimelineEntries, TimelineSkeleton } from './timeline-entries.tsx'

interface LatestPanelProps {
  mode: Mode
  customerId: string
  search: ProfileSearch
  names: Names
}

const SHOWN = 5

/** The last few moments of the timeline; it holds still while the pointer or the focus is on it. */
export function LatestPanel({ mode, customerId, search, names }: LatestPanelProps) {
  const timeline = useInfiniteQuery({ ...timelineQuery(mode, customerId), refetchInterval: useLiveFallbackMs() })
  const { shown, hold, release } = useHeld(timeline.data)
  const items = shown?.pages[0]?.data.slice(0, SHOWN) ?? []
  return (
    <Panel
      title="Latest"
      aside={
        <Link
          to="/$mode/customers/$customerId"
          params={{ mode, customerId }}
          search={{ ...search, tab: 'timeline' }}
          state={oneStepFurther}
          className={`${TEXT_LINK} text-sm text-soft`}
        >
          Whole timeline
        </Link>
      }
    >
      {timeline.isPending && <TimelineSkeleton />}
      {timeline.isError && !timeline.data && (
        <ErrorState
          title="The timeline could not be loaded"
          error={timeline.error}
          onRetry={() => void timeline.refetch()}
        />
      )}
      {timeline.data && items.length === 0 && <p className="px-4 py-4 text-soft">Nothing has happened yet.</p>}
      {items.length > 0 && (
        <TimelineEntries
          mode={mode}
          items={items}
          names={names}
          withDay
          onPointerEnter={hold}
          onPointerLeave={release}
          onFocus={hold}
          onBlur={release}
        />
      )}
    </Panel>
  )
}
