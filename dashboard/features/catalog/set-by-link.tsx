import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'

interface SetByLinkProps {
  mode: Mode
  /** Null where no event set it. */
  eventId: string | null
  children: ReactNode
}

/** Leads from a value to the event that set it. */
export function SetByLink({ mode, eventId, children }: SetByLinkProps) {
  if (eventId === null) return <span className="text-soft">{children}</span>
  return (
    <Link
      to="/$mode/events/$eventId"
      params={{ mode, eventId }}
      search={{}}
      title={`Set by ${eventId}`}
      className="text-soft underline decoration-line-strong underline-offset-3 hover:text-ink hover:decoration-ink"
    >
      {children}
    </Link>
  )
}
