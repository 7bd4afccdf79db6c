import { useQuery } from '@tanstack/react-query'
import { DeletedElsewhere } from '../../components/changed-elsewhere.tsx'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Panel } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { isNotFound } from '../../lib/api-error.ts'
import { EDITED_POLL_MS } from '../../lib/use-theirs.ts'
import { templateListQuery, templateQuery } from './get-templates.ts'
import { TemplateEditor, type TemplateEditorProps } from './template-editor.tsx'
import { TemplateNotFound } from './template-not-found.tsx'
import { UsedBy } from './used-by.tsx'

type TemplateViewProps = Omit<TemplateEditorProps, 'template' | 'starter' | 'templates' | 'children'> & {
  templateId: string
}

/** One template, to be changed. */
export function TemplateView({ templateId, ...props }: TemplateViewProps) {
  const { mode } = props
  const template = useQuery({ ...templateQuery(mode, templateId), refetchInterval: EDITED_POLL_MS })
  const { data: templates = [] } = useQuery(templateListQuery(mode))
  const isGone = isNotFound(template.error)
  if (isGone && !template.data) return <TemplateNotFound mode={mode} templateId={templateId} />
  if (template.data)
    return (
      <>
        {isGone && <DeletedElsewhere what="template" />}
        <TemplateEditor {...props} template={template.data} starter={null} templates={templates}>
          <UsedBy mode={mode} template={template.data} templates={templates} />
        </TemplateEditor>
      </>
    )
  return (
    <>
      <PageHeading title="Template" />
      {template.isPending && <Skeleton className="h-96" />}
      {template.isError && (
        <Panel title="Template">
          <ErrorState
            title="The template could not be loaded"
            error={template.error}
            onRetry={() => void template.refetch()}
          />
        </Panel>
      )}
    </>
  )
}
