import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { TEXT_LINK } from '../../components/text-link.ts'
import { eventKeys } from './event-keys.ts'
import { listEvents } from './get-events.ts'

const COUNTED = 20

function parkedQuery(mode: Mode) {
  return queryOptions({
    queryKey: [...eventKeys.recent(mode), 'parked'],
    queryFn: ({ signal }) => listEvents({ mode, search: { outcome: 'parked' }, limit: COUNTED, signal }),
  })
}

/** Says that events wait for a person; nothing where none does. */
export function ParkedNotice({ mode }: { mode: Mode }) {
  const { data: parked } = useQuery(parkedQuery(mode))
  const count = parked?.data.length ?? 0
  if (count === 0) return null
  return (
    <p className="mb-6 flex items-start gap-2.5 rounded-lg bg-bad-wash px-4 py-3">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <span>
        {count === 1 ? '1 event is parked' : `${count}${parked?.has_more ? ' or more' : ''} events are parked`}:
        processing failed again and again. None is lost.{' '}
        <Link to="/$mode/events" params={{ mode }} search={{ outcome: 'parked' }} className={TEXT_LINK}>
          See why and replay
        </Link>
      </span>
    </p>
  )
}
