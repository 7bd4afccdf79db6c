import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { noticeListQuery } from './get-notices.ts'
import { NoticeRow } from './notice-row.tsx'

interface NoticeListProps {
  mode: Mode
  /** Who is mailed, and where that is changed. */
  recipients: ReactNode
}

/** All that the owner was told, open and over, the newest first. */
export function NoticeList({ mode, recipients }: NoticeListProps) {
  const notices = useInfiniteQuery({ ...noticeListQuery(mode), refetchInterval: useLiveFallbackMs() })
  const rows = notices.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <>
      <p className="mb-4 max-w-[75ch] text-soft">
        The first event, and what goes wrong: with the connection, with mails, endpoints and automations. {recipients}
      </p>
      <Panel title="Open and over">
        {notices.isPending && <Skeleton className="m-4 h-32" />}
        {notices.isError && !notices.data && (
          <ErrorState
            title="The notices could not be loaded"
            error={notices.error}
            onRetry={() => void notices.refetch()}
          />
        )}
        {notices.data && rows.length === 0 && (
          <EmptyState title={`Nothing to tell in ${mode} mode`}>
            <p>You are told of the first event here, and as soon as something goes wrong.</p>
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ul className="divide-y divide-line">
            {rows.map((notice) => (
              <NoticeRow key={notice.id} mode={mode} notice={notice} />
            ))}
          </ul>
        )}
      </Panel>
      {notices.hasNextPage && (
        <p className="mt-3">
          <Button busy={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
            {notices.isFetchNextPageError ? 'Try again' : 'Load older'}
          </Button>
        </p>
      )}
    </>
  )
}
