import type { ReactNode } from 'react'

/** A named fact of the connection. */
export function Fact({ name, note, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-faint">{name}</dt>
      <dd className="break-words">
        {children}
        {note && <span className="block text-sm text-soft">{note}</span>}
      </dd>
    </div>
  )
}
