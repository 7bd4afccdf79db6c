import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { OutcomeBadge } from '../../components/outcome-badge.tsx'
import type { EventSummary } from '../../lib/api-types.ts'
import { useOpenedRow } from '../../lib/row-keys.ts'
import { formatClock, formatMoment } from '../../lib/time.ts'
import type { EventSearch } from './event-filter.ts'
import { EventMarks } from './event-marks.tsx'

interface EventRowProps {
  mode: Mode
  search: EventSearch
  event: EventSummary
}

/** The link covers the whole row; the keys j and k move its focus. */
export function EventRow({ mode, search, event }: EventRowProps) {
  const link = useOpenedRow(event.id)
  const receivedMs = Date.parse(event.received_at)
  return (
    <tr className="relative border-b border-line align-top last:border-b-0 max-sm:grid max-sm:grid-cols-[1fr_auto] max-sm:px-4 max-sm:py-2 focus-within:bg-sunken hover:bg-sunken">
      <td className="py-2 pl-4 max-sm:order-2 max-sm:p-0">
        <OutcomeBadge outcome={event.outcome} />
      </td>
      <td className="min-w-0 py-2 pl-3 max-sm:order-1 max-sm:col-span-2 max-sm:p-0">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            to="/$mode/events/$eventId"
            params={{ mode, eventId: event.id }}
            search={search}
            state={{ stepsToList: 1 }}
            ref={link}
            data-row={event.id}
            className="font-medium break-words after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            {event.type}
          </Link>
          <EventMarks event={event} />
        </span>
      </td>
      <td className="hidden py-2 pl-3 md:table-cell">
        <span
          className="block truncate font-mono text-xs leading-5.5 text-soft"
          title={event.stripe_object_id ?? undefined}
        >
          {event.stripe_object_id ?? '—'}
        </span>
      </td>
      <td className="hidden py-2 pl-3 lg:table-cell">
        <span className="block truncate font-mono text-xs leading-5.5 text-soft">
          {event.customer?.email ?? event.stripe_customer_id ?? '—'}
        </span>
      </td>
      <td className="py-2 pr-4 pl-3 text-right max-sm:order-3 max-sm:w-auto max-sm:p-0 text-sm whitespace-nowrap text-soft">
        <time dateTime={event.received_at} title={formatMoment(receivedMs)}>
          {formatClock(receivedMs)}
        </time>
      </td>
    </tr>
  )
}
