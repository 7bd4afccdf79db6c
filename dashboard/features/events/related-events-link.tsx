import { Link } from '@tanstack/react-router'
import { modeOf } from '../../../worker/domain/ids.ts'

interface RelatedEventsLinkProps {
  livemode: boolean
  id: string
  by: 'object' | 'customer'
}

/** An id that leads to all events about it. */
export function RelatedEventsLink({ livemode, id, by }: RelatedEventsLinkProps) {
  return (
    <Link
      to="/$mode/events"
      params={{ mode: modeOf(livemode) }}
      search={by === 'object' ? { object: id } : { customer: id }}
      title="All events about it"
      className="font-mono text-xs break-all underline decoration-line-strong underline-offset-3 hover:decoration-ink"
    >
      {id}
    </Link>
  )
}
