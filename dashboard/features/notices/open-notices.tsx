import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Panel } from '../../components/panel.tsx'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { openNoticesQuery } from './get-notices.ts'
import { NoticeRow } from './notice-row.tsx'

const SHOWN = 3

/** The newest of what the owner should know; nothing where that is nothing. What is wrong with the connection has a banner. */
export function OpenNotices({ mode, className }: { mode: Mode; className: string }) {
  const { data } = useQuery({ ...openNoticesQuery(mode), refetchInterval: useLiveFallbackMs() })
  const notices = data?.filter(({ kind }) => kind !== 'connection') ?? []
  if (notices.length === 0) return null
  return (
    <Panel
      title="Notices"
      className={className}
      aside={
        <Link
          to="/$mode/notices"
          params={{ mode }}
          className="text-sm text-soft underline underline-offset-2 hover:text-ink"
        >
          All notices
        </Link>
      }
    >
      <ul className="divide-y divide-line">
        {notices.slice(0, SHOWN).map((notice) => (
          <NoticeRow key={notice.id} mode={mode} notice={notice} />
        ))}
      </ul>
    </Panel>
  )
}
