import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** Names and values side by side, as many as fit in a row; `stacked`: one below the other. */
export function Facts({ children, stacked = false }: { children: ReactNode; stacked?: boolean }) {
  return (
    <dl
      className={clsx(
        'gap-x-6 gap-y-3 px-4 pb-4',
        stacked ? 'flex flex-col' : 'grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))]',
      )}
    >
      {children}
    </dl>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  )
}
