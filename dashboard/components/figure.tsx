import type { ReactNode } from 'react'
import { Skeleton } from './skeleton.tsx'

/** A ruled row of figures; on narrow screens one below the other. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <dl className="mb-6 grid grid-cols-2 gap-px overflow-clip rounded-lg border border-line bg-line shadow-raised lg:grid-cols-4">
      {children}
    </dl>
  )
}

interface FigureProps {
  name: string
  /** Undefined while it loads. */
  value: ReactNode | undefined
  note?: ReactNode
}

export function Figure({ name, value, note }: FigureProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 bg-surface px-3 py-3 sm:px-4 sm:py-3.5">
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="min-w-0">
        {value === undefined ? (
          <Skeleton className="h-7 w-24" />
        ) : (
          <span className="flex h-7 items-center gap-1.5 text-md font-semibold tracking-tight whitespace-nowrap sm:gap-2 sm:text-lg">
            {value}
          </span>
        )}
        <span className="block min-h-5 truncate text-sm text-soft">{note}</span>
      </dd>
    </div>
  )
}
