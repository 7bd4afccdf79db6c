import type { Mode } from '../../../worker/domain/ids.ts'
import { Breakable } from '../../components/breakable.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { OutcomeBadge } from '../../components/outcome-badge.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import type { EventDetail } from '../../lib/api-types.ts'
import type { EventSearch } from './event-filter.ts'
import { EventMarks } from './event-marks.tsx'
import { EventPager } from './event-pager.tsx'

interface EventHeaderProps {
  mode: Mode
  event: EventDetail
  search: EventSearch
}

export function EventHeader({ mode, event, search }: EventHeaderProps) {
  return (
    <header className="mb-5">
      <title>{`${event.type} · Billhook`}</title>
      <EventPager mode={mode} eventId={event.id} search={search} />
      <h1 className="text-xl font-semibold tracking-tight break-words">
        <Breakable text={event.type} />
      </h1>
      <div className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-soft">
        <OutcomeBadge outcome={event.outcome} />
        <EventMarks event={event} />
        <span>
          received <TimeAgo at={event.received_at} />
        </span>
        <span aria-hidden className="text-faint">
          ·
        </span>
        <span className="inline-flex min-w-0 items-center">
          <code className="truncate font-mono text-xs">{event.id}</code>
          <CopyButton text={event.id} what="event id" />
        </span>
      </div>
    </header>
  )
}
