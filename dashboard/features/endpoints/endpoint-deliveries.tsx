import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, CircleAlert, CircleSlash, LoaderCircle, RotateCw } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Breakable } from '../../components/breakable.tsx'
import { Button } from '../../components/button.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { StateBadge } from '../../components/state-badge.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import type { Delivery, Endpoint } from '../../lib/api-types.ts'
import { arrival, attemptWords } from './delivery-words.ts'
import { endpointDeliveriesQuery } from './get-endpoints.ts'

const LOOKS = {
  arrived: { tone: 'good', icon: Check, label: 'Arrived' },
  waiting: { tone: 'note', icon: LoaderCircle, label: 'On its way' },
  retrying: { tone: 'warn', icon: RotateCw, label: 'Trying again' },
  failed: { tone: 'bad', icon: CircleAlert, label: 'Failed' },
  ended: { tone: 'quiet', icon: CircleSlash, label: 'Not sent' },
} as const

/** The webhooks to it, newest first, with what it answered. */
export function EndpointDeliveries({ mode, endpoint: { id } }: { mode: Mode; endpoint: Pick<Endpoint, 'id'> }) {
  const list = useInfiniteQuery(endpointDeliveriesQuery(mode, id))
  const rows = list.data?.pages.flatMap((page) => page.data)
  return (
    <Panel
      title="Deliveries"
      aside={
        <Link to="/$mode/deliveries" params={{ mode }} search={{ endpoint: id }} className={`${TEXT_LINK} text-sm`}>
          Search and filter
        </Link>
      }
    >
      {list.isPending && <Skeleton className="m-4 h-16" />}
      {list.error && !list.data && <p className="px-4 py-4 text-bad">{list.error.message}</p>}
      {rows?.length === 0 && (
        <p className="px-4 py-4 text-soft">Nothing was sent there yet. A test event shows whether it arrives.</p>
      )}
      <ul aria-label="Deliveries" className="empty:hidden">
        {rows?.map((delivery) => (
          <Row key={delivery.id} mode={mode} delivery={delivery} />
        ))}
      </ul>
      {list.hasNextPage && (
        <p className="border-t border-line px-4 py-3">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchNextPageError ? 'Try again' : 'Load older'}
          </Button>
        </p>
      )}
    </Panel>
  )
}

function Row({ mode, delivery }: { mode: Mode; delivery: Delivery }) {
  return (
    <li className="relative grid gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 first:border-t-0 focus-within:bg-sunken hover:bg-sunken sm:grid-cols-[7rem_minmax(0,1fr)_auto]">
      <span>
        <StateBadge {...LOOKS[arrival(delivery)]} />
      </span>
      <span className="min-w-0">
        <Link
          to={`/${mode}/deliveries/${delivery.id}` as string}
          className="font-mono text-sm font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          <Breakable text={delivery.type ?? ''} />
        </Link>
        <span className="block text-sm break-words text-soft">{attemptWords(delivery)}</span>
      </span>
      <span className="text-sm text-faint">
        <TimeAgo at={delivery.created_at} />
      </span>
    </li>
  )
}
