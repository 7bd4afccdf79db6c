import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { ErrorState } from '../error-state.tsx'
import { Modal } from '../modal.tsx'
import { Skeleton } from '../skeleton.tsx'

interface VersionsModalProps {
  /** The pages of versions, newest first. */
  list: {
    isPending: boolean
    error: Error | null
    hasNextPage: boolean
    isFetchingNextPage: boolean
    refetch: () => Promise<unknown>
    fetchNextPage: () => Promise<unknown>
  }
  /** Shown where there is none; null while there are some. */
  empty: string | null
  /** Why one could not be restored. */
  problem: string | null
  children: ReactNode
  onClose: () => void
}

/** What was, version by version: its children are the items. */
export function VersionsModal({ list, empty, problem, children, onClose }: VersionsModalProps) {
  return (
    <Modal title="Versions" onClose={onClose} className="sm:w-[min(46rem,calc(100vw-2rem))]">
      {list.isPending && <Skeleton className="m-4 h-24" />}
      {list.error && (
        <ErrorState title="The versions could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      )}
      {empty !== null && <p className="px-4 py-6 text-soft">{empty}</p>}
      {problem !== null && (
        <p role="alert" className="px-4 pt-3 text-sm text-bad">
          {problem}
        </p>
      )}
      <ul className="flex flex-col">{children}</ul>
      {list.hasNextPage && (
        <p className="border-t border-line px-4 py-3">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Load older
          </Button>
        </p>
      )}
    </Modal>
  )
}
