import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'

export function AutomationNotFound({ mode, automationId }: { mode: Mode; automationId: string }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <title>Automation not found · Billhook</title>
      <h1 className="sr-only">Automation not found</h1>
      <EmptyState title={`No such automation in ${mode} mode`}>
        <p>
          <code className="font-mono text-sm break-all">{automationId}</code> was deleted, or belongs to the other mode.
        </p>
        <Link to="/$mode/automations" params={{ mode }} className={buttonClass()}>
          All automations
        </Link>
      </EmptyState>
    </div>
  )
}
