import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import type { Automation, Template } from '../../lib/api-types.ts'
import { readAll } from '../../lib/read-all.ts'
import { usesOf } from './uses.ts'

interface UsedByProps {
  mode: Mode
  template: Template
  templates: readonly Template[]
}

/** Under the key of all automations, so that a change of one is seen here too. */
function automationsQuery(mode: Mode) {
  return queryOptions({
    queryKey: ['automations', mode, 'list'],
    queryFn: ({ signal }) => readAll<Automation>('/api/v1/automations', mode, signal),
  })
}

/** Which automations send it, and which templates it is a part of. */
export function UsedBy({ mode, template, templates }: UsedByProps) {
  const automations = useQuery(automationsQuery(mode))
  const uses = usesOf(template, automations.data ?? [], templates)
  return (
    <Panel title="Where it is used">
      {automations.isPending && <Skeleton className="m-4 h-6" />}
      {automations.isError && !automations.data && (
        <ErrorState
          title="The automations could not be loaded"
          error={automations.error}
          onRetry={() => void automations.refetch()}
        />
      )}
      {automations.data && uses.automations.length + uses.templates.length === 0 && (
        <p className="px-4 py-4 text-soft">
          {template.binding
            ? 'No automation names it. One that names no template takes it where it fits best.'
            : 'Nothing uses it yet.'}
        </p>
      )}
      <ul className="flex flex-col gap-1 px-4 py-3 empty:hidden">
        {uses.automations.map(({ id, name, status }) => (
          <li key={id}>
            <Link to={`/${mode}/automations/${id}` as string} className={TEXT_LINK}>
              {name}
            </Link>
            <span className="text-soft"> · automation, {status}</span>
          </li>
        ))}
        {uses.templates.map(({ id, name, kind }) => (
          <li key={id}>
            <Link to="/$mode/templates/$templateId" params={{ mode, templateId: id }} className={TEXT_LINK}>
              {name}
            </Link>
            <span className="text-soft"> · {kind}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
