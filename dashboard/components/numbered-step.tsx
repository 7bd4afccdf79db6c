import type { ReactNode } from 'react'

/** One step of a way that a person goes, inside an `ol`. */
export function NumberedStep({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li className="flex gap-3 px-4 py-4">
      <span
        aria-hidden
        className="flex size-6 shrink-0 items-center justify-center rounded-full border border-line-strong text-xs font-semibold"
      >
        {number}
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2 text-soft">
        <h3 className="pt-0.5 font-semibold text-ink">{title}</h3>
        {children}
      </div>
    </li>
  )
}
