import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button, buttonClass } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import type { Unmatched } from '../../../lib/api-types.ts'
import { useHeld } from '../../../lib/held.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { unmatchedQuery } from './get-unmatched.ts'
import { ResolveDialog } from './resolve-dialog.tsx'
import { UnmatchedItem } from './unmatched-item.tsx'

const ROWS = [0, 1, 2]

/** Stripe customers that nobody could be found for, each waiting for a person to say whose it is. */
export function UnmatchedView({ mode }: { mode: Mode }) {
  const queue = useInfiniteQuery({ ...unmatchedQuery(mode), refetchInterval: useLiveFallbackMs() })
  const [resolved, setResolved] = useState<Unmatched | null>(null)
  const { shown, hold, release } = useHeld(queue.data)
  const waiting = shown?.pages.flatMap((page) => page.data) ?? []

  function done() {
    setResolved(null)
    release()
  }

  return (
    <>
      <div className="overflow-clip rounded-lg border border-line bg-surface shadow-raised">
        {queue.isPending && (
          <div aria-busy="true" className="flex flex-col gap-4 px-4 py-4">
            <p className="sr-only">Loading what waits to be matched</p>
            {ROWS.map((row) => (
              <Skeleton key={row} className="h-20" />
            ))}
          </div>
        )}
        {queue.isError && !queue.data && (
          <ErrorState title="The queue could not be loaded" error={queue.error} onRetry={() => void queue.refetch()} />
        )}
        {queue.data && waiting.length === 0 && (
          <EmptyState title="Everything is matched">
            <p>
              Every Stripe customer of {mode} mode belongs to a customer here. One that could be several, or nobody,
              waits here with its events; none of them is lost.
            </p>
            <Link to="/$mode/customers" params={{ mode }} search={{}} className={buttonClass()}>
              All customers
            </Link>
          </EmptyState>
        )}
        <ul
          aria-label="Stripe customers that wait to be matched"
          onPointerEnter={hold}
          onPointerLeave={release}
          onFocus={hold}
          onBlur={release}
          className="divide-y divide-line"
        >
          {waiting.map((one) => (
            <UnmatchedItem key={one.id} mode={mode} unmatched={one} onResolve={() => setResolved(one)} />
          ))}
        </ul>
      </div>
      {queue.hasNextPage && (
        <Button busy={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()} className="mt-3">
          {queue.isFetchNextPageError ? 'Try again' : 'Load more'}
        </Button>
      )}
      {resolved && <ResolveDialog mode={mode} unmatched={resolved} onClose={() => setResolved(null)} onDone={done} />}
    </>
  )
}
