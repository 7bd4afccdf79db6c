import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { isNotFound } from '../../lib/api-error.ts'
import { useShortcuts } from '../../lib/shortcuts.ts'
import { ClearDialog } from './clear-dialog.tsx'
import { outboxQuery } from './get-outbox.ts'
import { MailList } from './mail-list.tsx'
import { MailView } from './mail-view.tsx'
import type { OutboxSearch } from './outbox-search.ts'
import { OutboxSearchBox } from './outbox-search-box.tsx'

interface OutboxViewProps {
  mode: Mode
  search: OutboxSearch
  onSearch: (search: OutboxSearch) => void
}

const POLL_MS = 3_000

/** Mails that would have been sent, in development: the list at the left, one of them at the right. */
export function OutboxView({ mode, search, onSearch }: OutboxViewProps) {
  const list = useQuery({ ...outboxQuery(mode, search.to), refetchInterval: POLL_MS })
  const [clearing, setClearing] = useState(false)
  const mails = list.data?.data ?? []
  const [openedMs] = useState(() => Date.now())
  const [first, setFirst] = useState<string>()
  // Without one in the address it is the newest; a mail that comes while that is read does not take its place.
  const open = find(search.id) ?? (search.id === undefined ? (find(first) ?? mails[0]) : undefined)
  if (search.id === undefined && open && open.id !== first) setFirst(open.id)
  const isGone = mails.length > 0 && !open && list.dataUpdatedAt > openedMs

  function find(id: string | undefined) {
    return mails.find((mail) => mail.id === id)
  }

  function step(by: 1 | -1) {
    const next = mails[mails.findIndex(({ id }) => id === open?.id) + by]
    if (!next) return
    onSearch({ ...search, id: next.id })
    document.querySelector<HTMLElement>(`[data-mail="${CSS.escape(next.id)}"]`)?.focus()
  }

  useShortcuts([
    { keys: 'j', label: 'Next mail', group: 'This page', run: () => step(1) },
    { keys: 'ArrowDown', label: 'Next mail', group: 'This page', run: () => step(1) },
    { keys: 'k', label: 'Previous mail', group: 'This page', run: () => step(-1) },
    { keys: 'ArrowUp', label: 'Previous mail', group: 'This page', run: () => step(-1) },
  ])

  return (
    <>
      <PageHeading title="Outbox">
        <Button disabled={mails.length === 0} onClick={() => setClearing(true)}>
          <Trash2 aria-hidden className="size-3.5" />
          Clear all
        </Button>
      </PageHeading>
      <p className="-mt-3 mb-4 max-w-[75ch] text-soft">
        Mails of {mode} mode that stayed here in place of being sent. Only this development server has such a page.
      </p>
      <OutboxSearchBox value={search.to} onSearch={(to) => onSearch({ to })} />
      <div className="overflow-clip rounded-lg border border-line bg-surface shadow-raised">
        {list.isPending && <Skeleton className="m-4 h-40" />}
        {isNotFound(list.error) && (
          <EmptyState title="There is no outbox here">
            <p>This deployment sends its mails. What was sent stands with the deliveries.</p>
          </EmptyState>
        )}
        {list.isError && !isNotFound(list.error) && !list.data && (
          <ErrorState title="The outbox could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.data && mails.length === 0 && <Empty to={search.to} onAll={() => onSearch({})} />}
        {mails.length > 0 && (
          <div className="grid lg:grid-cols-[20rem_minmax(0,1fr)]">
            <MailList
              mode={mode}
              mails={mails}
              openId={open?.id}
              search={search}
              hasMore={list.data?.has_more ?? false}
            />
            {open && <MailView key={open.id} mode={mode} mail={open} />}
            {!open && !isGone && <Skeleton className="m-4 h-40" />}
            {isGone && (
              <EmptyState title="This mail is not here">
                <p>It was cleared, it went to another address, or so many came since that it is not listed any more.</p>
                <Button onClick={() => onSearch({ to: search.to })}>Show the newest</Button>
              </EmptyState>
            )}
          </div>
        )}
      </div>
      {clearing && <ClearDialog mode={mode} onClose={() => setClearing(false)} />}
    </>
  )
}

function Empty({ to, onAll }: { to: string | undefined; onAll: () => void }) {
  if (to === undefined)
    return (
      <EmptyState title="No mail yet">
        <p>Send a test from a template, or switch an automation on that sends one.</p>
      </EmptyState>
    )
  return (
    <EmptyState title={`No mail to ${to}`}>
      <p>The whole address has to be the same.</p>
      <Button onClick={onAll}>Show mails to everybody</Button>
    </EmptyState>
  )
}
