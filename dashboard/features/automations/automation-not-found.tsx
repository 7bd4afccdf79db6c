import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { NotFound } from '../../components/not-found.tsx'

export function AutomationNotFound({ mode, automationId }: { mode: Mode; automationId: string }) {
  return (
    <NotFound mode={mode} noun="automation" id={automationId}>
      <Link to="/$mode/automations" params={{ mode }} className={buttonClass()}>
        All automations
      </Link>
    </NotFound>
  )
}
