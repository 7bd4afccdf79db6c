import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Panel } from '../../components/panel.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import { callApi, type Page } from '../../lib/api.ts'
import type { Automation, Template } from '../../lib/api-types.ts'
import { usesOf } from './uses.ts'

interface UsedByProps {
  mode: Mode
  template: Template
  templates: readonly Template[]
}

function automationsQuery(mode: Mode) {
  return queryOptions({
    queryKey: ['template-users', mode],
    queryFn: async ({ signal }) =>
      (await callApi<Page<Automation>>('/api/v1/automations', { mode, signal, query: { limit: 100 } })).data,
  })
}

/** Which automations send it, and which templates it is a part of. */
export function UsedBy({ mode, template, templates }: UsedByProps) {
  const { data: automations = [] } = useQuery(automationsQuery(mode))
  const uses = usesOf(template, automations, templates)
  return (
    <Panel title="Where it is used">
      {uses.automations.length + uses.templates.length === 0 && (
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
