import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Skeleton } from '../../../components/skeleton.tsx'
import { formatCount } from '../../../lib/count-words.ts'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { NONE } from '../customer-filter.ts'
import { customerSummaryQuery } from '../get-customers.ts'

interface StageBarProps {
  mode: Mode
  stage: string | undefined
  /** In the order of the settings; a stage that they no longer name comes last. */
  order: readonly string[]
  onChoose: (stage: string | undefined) => void
}

const CELL =
  'flex min-w-28 flex-1 items-baseline justify-between gap-x-2 gap-y-0.5 bg-surface px-4 py-2 text-left sm:flex-col sm:items-start sm:py-2.5'

/** How many customers stand in each stage; a click shows only those. */
export function StageBar({ mode, stage, order, onChoose }: StageBarProps) {
  const summary = useQuery({ ...customerSummaryQuery(mode), refetchInterval: useLiveFallbackMs() })
  if (summary.isError && !summary.data) return null
  if (!summary.data) return <Skeleton className="h-16" />
  const { total, by_stage } = summary.data
  if (total === 0) return null
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  const named = by_stage
    .flatMap(({ stage, count }) => (stage === null ? [] : [{ stage, count }]))
    .sort((a, b) => place(a.stage) - place(b.stage))
  const without = by_stage.find((one) => one.stage === null)?.count ?? 0
  return (
    <ul
      aria-label="Stages"
      className="flex flex-wrap gap-px overflow-clip rounded-lg border border-line bg-line shadow-raised"
    >
      <Stage name="All" count={total} isChosen={stage === undefined} onClick={() => onChoose(undefined)} />
      {named.map((one) => (
        <Stage
          key={one.stage}
          name={one.stage}
          count={one.count}
          isChosen={one.stage === stage}
          onClick={() => onChoose(one.stage === stage ? undefined : one.stage)}
        />
      ))}
      {without > 0 && (
        <Stage
          name="No stage"
          count={without}
          isChosen={stage === NONE}
          onClick={() => onChoose(stage === NONE ? undefined : NONE)}
        />
      )}
    </ul>
  )
}

interface StageProps {
  name: string
  count: number
  isChosen: boolean
  onClick: () => void
}

function Stage({ name, count, isChosen, onClick }: StageProps) {
  return (
    <li className="flex min-w-28 flex-1">
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onClick}
        className={clsx(
          CELL,
          'min-w-0 border-b-2 hover:bg-sunken focus-visible:-outline-offset-2',
          isChosen ? 'border-ink' : 'border-transparent',
        )}
      >
        <span className={clsx('max-w-full truncate text-xs', isChosen ? 'font-medium text-ink' : 'text-faint')}>
          {name}
        </span>
        <span className="text-md font-semibold">{formatCount(count)}</span>
      </button>
    </li>
  )
}
