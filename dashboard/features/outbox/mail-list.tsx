import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import type { Mode } from '../../../worker/domain/ids.ts'
import { TimeAgo } from '../../components/time-ago.tsx'
import type { OutboxMail } from '../../lib/api-types.ts'
import type { OutboxSearch } from './outbox-search.ts'

interface MailListProps {
  mode: Mode
  mails: readonly OutboxMail[]
  openId: string | undefined
  search: OutboxSearch
  hasMore: boolean
}

export function MailList({ mode, mails, openId, search, hasMore }: MailListProps) {
  return (
    <nav
      aria-label="Mails"
      className="max-h-64 overflow-y-auto border-line max-lg:border-b lg:max-h-[calc(100svh-14rem)]"
    >
      <ul>
        {mails.map(({ id, to, subject, sent_at: at }) => (
          <li key={id} className="border-t border-line first:border-t-0">
            <Link
              to="/$mode/dev/outbox"
              params={{ mode }}
              search={{ ...search, id }}
              replace
              data-mail={id}
              aria-current={id === openId ? 'page' : undefined}
              className={clsx(
                'flex flex-col px-4 py-2.5 focus-visible:-outline-offset-2',
                id === openId ? 'bg-sunken' : 'hover:bg-sunken',
              )}
            >
              <span className="flex justify-between gap-2">
                <span className="truncate text-sm text-soft">{to}</span>
                <span className="text-xs text-faint">
                  <TimeAgo at={at} />
                </span>
              </span>
              <span className="truncate font-medium">{subject}</span>
            </Link>
          </li>
        ))}
      </ul>
      {hasMore && (
        <p className="border-t border-line px-4 py-2 text-xs text-faint">The newest {mails.length} are shown.</p>
      )}
    </nav>
  )
}
