import { NotebookPen } from 'lucide-react'
import { StateBadge } from './state-badge.tsx'

/** Beside the state of an automation, or of a run, that acts on nothing. */
export function LogOnlyBadge() {
  return (
    <StateBadge
      tone="note"
      icon={NotebookPen}
      label="Log only"
      title="It records what it would do, step by step, and sends and changes nothing."
    />
  )
}
