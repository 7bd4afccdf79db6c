import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { TimeAgo } from '../../../components/time-ago.tsx'
import type { Template } from '../../../lib/api-types.ts'
import { rememberOpenedRow, useOpenedRow } from '../../../lib/row-keys.ts'
import { boundTo, type CatalogChoice } from '../catalog-names.ts'
import { triggerWords } from '../trigger-words.ts'
import { VersionBadge } from '../version-badge.tsx'

interface TemplateRowProps {
  mode: Mode
  template: Template
  catalog: readonly CatalogChoice[]
}

export const HEAD = 'py-2 pr-4 text-left text-xs font-medium text-faint'
const CELL = 'py-2.5 pr-4 align-top max-sm:block max-sm:py-0'
const KINDS = { mail: null, layout: 'Layout', snippet: 'Snippet' }

export function TemplateRow({ mode, template, catalog }: TemplateRowProps) {
  const { id, name, kind, subject, binding, category, updated_at: at } = template
  const link = useOpenedRow(id)
  const product = boundTo(binding, catalog)
  return (
    <tr className="relative border-t border-line focus-within:bg-sunken hover:bg-sunken max-sm:flex max-sm:flex-col max-sm:gap-1 max-sm:px-4 max-sm:py-3">
      <td className={`${CELL} min-w-0 pl-4 max-sm:pl-0`}>
        <Link
          ref={link}
          to="/$mode/templates/$templateId"
          params={{ mode, templateId: id }}
          data-row={id}
          onClick={() => rememberOpenedRow(id)}
          className="font-medium break-words after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {name}
        </Link>
        <span className="block max-w-[44ch] text-sm break-words text-soft">
          {kind === 'mail' ? subject : <code className="font-mono text-xs break-all">{id}</code>}
        </span>
      </td>
      <td className={CELL}>
        {KINDS[kind] ?? (binding ? triggerWords(binding.trigger) : 'An automation names it')}
        {product && <span className="block text-sm text-soft">for {product}</span>}
      </td>
      <td className={`${CELL} text-soft capitalize`}>{kind === 'mail' ? category : ''}</td>
      <td className={CELL}>
        <VersionBadge template={template} />
      </td>
      <td className={`${CELL} text-right text-sm text-faint max-sm:text-left`}>
        <TimeAgo at={at} />
      </td>
    </tr>
  )
}
