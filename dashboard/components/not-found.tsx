import type { ReactNode } from 'react'
import type { Mode } from '../../worker/domain/ids.ts'
import { EmptyState } from './empty-state.tsx'

interface NotFoundProps {
  mode: Mode
  /** `automation` */
  noun: string
  id: string
  /** Goes on after the id. */
  why?: string
  /** Where to go from here. */
  children: ReactNode
}

/** In place of a page whose thing is not there: what was asked for, why it may be gone, and where to go. */
export function NotFound({
  mode,
  noun,
  id,
  why = 'was deleted, or belongs to the other mode.',
  children,
}: NotFoundProps) {
  const title = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} not found`
  return (
    <div className="rounded-lg border border-line bg-surface">
      <title>{`${title} · Billhook`}</title>
      <h1 className="sr-only">{title}</h1>
      <EmptyState title={`No such ${noun} in ${mode} mode`}>
        <p>
          <code className="font-mono text-sm break-all">{id}</code> {why}
        </p>
        {children}
      </EmptyState>
    </div>
  )
}
