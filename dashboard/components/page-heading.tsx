import type { ReactNode } from 'react'

/** The page's h1 and the browser's title. */
export function PageHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-5 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <title>{`${title} · Billhook`}</title>
      <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
      {children}
    </div>
  )
}
