import { useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { formatCount } from '../../../lib/count-words.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { customerSummaryQuery } from '../get-customers.ts'

/** How many wait to be matched; nothing where none does. */
export function UnmatchedCount({ mode }: { mode: Mode }) {
  const { data: summary } = useQuery({ ...customerSummaryQuery(mode), refetchInterval: useLiveFallbackMs() })
  if (!summary || summary.unmatched === 0) return null
  return (
    <span className="rounded-full bg-warn-wash px-1.5 text-xs font-medium text-warn">
      {formatCount(summary.unmatched)}
      <span className="sr-only"> waiting</span>
    </span>
  )
}
