import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'

export function TemplateNotFound({ mode, templateId }: { mode: Mode; templateId: string }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <title>Template not found · Billhook</title>
      <h1 className="sr-only">Template not found</h1>
      <EmptyState title={`No such template in ${mode} mode`}>
        <p>
          <code className="font-mono text-sm break-all">{templateId}</code> was deleted, or belongs to the other mode.
        </p>
        <Link to="/$mode/templates" params={{ mode }} className={buttonClass()}>
          All templates
        </Link>
      </EmptyState>
    </div>
  )
}
