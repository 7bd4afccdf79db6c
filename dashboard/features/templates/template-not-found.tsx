import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { NotFound } from '../../components/not-found.tsx'

export function TemplateNotFound({ mode, templateId }: { mode: Mode; templateId: string }) {
  return (
    <NotFound mode={mode} noun="template" id={templateId}>
      <Link to="/$mode/templates" params={{ mode }} className={buttonClass()}>
        All templates
      </Link>
    </NotFound>
  )
}
