import type { ComponentProps } from 'react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Skeleton } from '../../../components/skeleton.tsx'
import type { TimelineItem } from '../../../lib/api-types.ts'
import type { Names } from '../names.ts'
import { TimelineEntry } from './timeline-entry.tsx'
import { keysOf } from './timeline-keys.ts'

interface TimelineEntriesProps extends ComponentProps<'ol'> {
  mode: Mode
  items: readonly TimelineItem[]
  names: Names
  /** The day stands with each moment, where no heading says it. */
  withDay?: boolean
}

export function TimelineEntries({ mode, items, names, withDay = false, ...rest }: TimelineEntriesProps) {
  const keys = keysOf(items)
  return (
    <ol {...rest} className="px-4 py-3.5">
      {items.map((item, index) => (
        <TimelineEntry key={keys[index]} mode={mode} item={item} names={names} withDay={withDay} />
      ))}
    </ol>
  )
}

const ROWS = [0, 1, 2, 3]

export function TimelineSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-5 px-4 py-4">
      <p className="sr-only">Loading the timeline</p>
      {ROWS.map((row) => (
        <div key={row} className="flex gap-3">
          <Skeleton className="size-6" />
          <span className="flex-1">
            <Skeleton className="h-4 w-48" />
            <Skeleton className="mt-2 h-3 w-[min(24rem,90%)]" />
          </span>
        </div>
      ))}
    </div>
  )
}
