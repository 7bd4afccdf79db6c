import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { ErrorState } from '../../components/error-state.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { startersQuery, templateListQuery } from './get-templates.ts'
import { TemplateEditor, type TemplateEditorProps } from './template-editor.tsx'
import { triggerWords } from './trigger-words.ts'

type NewTemplateViewProps = Omit<TemplateEditorProps, 'template' | 'starter' | 'templates' | 'children'> & {
  /** The starter to begin with, or `blank`; undefined while nobody has chosen. */
  from: string | undefined
}

export const BLANK = 'blank'

/** Offers what to begin with, then the editor. */
export function NewTemplateView({ from, ...props }: NewTemplateViewProps) {
  const { mode } = props
  const starters = useQuery(startersQuery(mode))
  const { data: templates = [] } = useQuery(templateListQuery(mode))
  const starter = starters.data?.find(({ id }) => id === from) ?? null
  const isWaiting = from !== undefined && from !== BLANK && starters.isPending
  if (from !== undefined && !isWaiting)
    return <TemplateEditor key={from} {...props} template={null} starter={starter} templates={templates} />
  return (
    <>
      <PageHeading title="New template" />
      {starters.isPending && <Skeleton className="h-72" />}
      {starters.isError && (
        <ErrorState
          title="The starters could not be loaded"
          error={starters.error}
          onRetry={() => void starters.refetch()}
        />
      )}
      {starters.data && (
        <>
          <p className="mb-4 max-w-[70ch] text-soft">
            Begin with a mail that is written already, in English and fit to be sent, or with an empty one. Nothing is
            kept before you save it.
          </p>
          <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
            {starters.data.map(({ id, name, binding }) => (
              <Start key={id} mode={mode} from={id} title={name} when={triggerWords(binding.trigger)} />
            ))}
            <Start mode={mode} from={BLANK} title="Empty" when="A mail, a layout or a snippet" />
          </ul>
        </>
      )}
    </>
  )
}

interface StartProps {
  mode: Mode
  from: string
  title: string
  when: string
}

function Start({ mode, from, title, when }: StartProps) {
  return (
    <li className="relative flex min-w-0 flex-col gap-1 rounded-lg border border-line bg-surface px-4 py-3.5 shadow-raised focus-within:bg-sunken hover:bg-sunken">
      <Link
        to="/$mode/templates/new"
        params={{ mode }}
        search={{ from }}
        className="font-medium after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus"
      >
        {title}
      </Link>
      <span className="text-sm text-soft">{when}</span>
    </li>
  )
}
