import { useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { formatCount } from '../../lib/count-words.ts'
import { useLiveFallbackMs } from '../../lib/live-state.ts'
import { openNoticesQuery } from './get-notices.ts'

/** How many are open; nothing where none is. */
export function NoticeCount({ mode }: { mode: Mode }) {
  const { data } = useQuery({ ...openNoticesQuery(mode), refetchInterval: useLiveFallbackMs() })
  if (!data || data.length === 0) return null
  return (
    <span className="rounded-full bg-warn-wash px-1.5 text-xs font-medium text-warn">
      {formatCount(data.length)}
      <span className="sr-only"> open</span>
    </span>
  )
}
