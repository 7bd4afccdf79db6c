import type { ReactNode } from 'react'

/** Nothing to show, why, and what to do about it. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-14 text-center">
      <p className="text-md font-semibold">{title}</p>
      <div className="flex max-w-[52ch] flex-col items-center gap-4 text-soft">{children}</div>
    </div>
  )
}
