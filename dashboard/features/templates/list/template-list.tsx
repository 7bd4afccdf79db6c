import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { buttonClass } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { Kbd } from '../../../components/kbd.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { useRowKeys } from '../../../lib/row-keys.ts'
import { useShortcuts } from '../../../lib/shortcuts.ts'
import type { CatalogChoice } from '../catalog-names.ts'
import { templateListQuery } from '../get-templates.ts'
import { HEAD, TemplateRow } from './template-row.tsx'

interface TemplateListProps {
  mode: Mode
  catalog: readonly CatalogChoice[]
  onNew: () => void
}

/** What mails say, with what each template is for and whether it is in use. */
export function TemplateList({ mode, catalog, onNew }: TemplateListProps) {
  const templates = useQuery(templateListQuery(mode))
  useRowKeys('template')
  useShortcuts([{ keys: 'c', label: 'New template', group: 'This page', run: onNew }])
  return (
    <>
      <PageHeading title="Templates">
        <Link to="/$mode/templates/new" params={{ mode }} className={buttonClass('primary')}>
          <Plus aria-hidden className="size-4" />
          New template
          <span aria-hidden>
            <Kbd keys="c" />
          </span>
        </Link>
      </PageHeading>
      <div className="overflow-clip rounded-lg border border-line bg-surface shadow-raised">
        {templates.isPending && <Skeleton className="m-4 h-40" />}
        {templates.isError && !templates.data && (
          <ErrorState
            title="The templates could not be loaded"
            error={templates.error}
            onRetry={() => void templates.refetch()}
          />
        )}
        {templates.data?.length === 0 && (
          <EmptyState title="No templates yet">
            <p>
              What mails say, from “your payment failed” to “welcome”. Seven are written already: take one and change
              it.
            </p>
            <Link to="/$mode/templates/new" params={{ mode }} className={buttonClass('primary')}>
              Choose one to begin with
            </Link>
          </EmptyState>
        )}
        {templates.data && templates.data.length > 0 && (
          <table className="w-full border-collapse max-sm:block">
            <caption className="sr-only">Templates, what they are for, and which version is in use</caption>
            <thead className="max-sm:sr-only">
              <tr>
                <th scope="col" className={`${HEAD} pl-4`}>
                  Template
                </th>
                <th scope="col" className={HEAD}>
                  Sent when
                </th>
                <th scope="col" className={HEAD}>
                  Category
                </th>
                <th scope="col" className={HEAD}>
                  State
                </th>
                <th scope="col" className={`${HEAD} pr-4 text-right`}>
                  Changed
                </th>
              </tr>
            </thead>
            <tbody className="max-sm:block">
              {templates.data.map((template) => (
                <TemplateRow key={template.id} mode={mode} template={template} catalog={catalog} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </>
  )
}
