import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { buttonClass } from '../../../components/button.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { Kbd } from '../../../components/kbd.tsx'
import { PageHeading } from '../../../components/page-heading.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { useLiveFallbackMs } from '../../../lib/live-state.ts'
import { useRowKeys } from '../../../lib/row-keys.ts'
import { useShortcuts } from '../../../lib/shortcuts.ts'
import type { AutomationNames } from '../automation-names.ts'
import { automationListQuery, recipesQuery } from '../get-automations.ts'
import { AutomationCard } from './automation-card.tsx'
import { RecipeList } from './recipe-list.tsx'

interface AutomationListProps {
  mode: Mode
  names: AutomationNames
  onNew: () => void
  onOpen: (id: string) => void
}

const CARDS = [0, 1]

/** All automations as cards, and recipes for those that are not there yet. */
export function AutomationList({ mode, names, onNew, onOpen }: AutomationListProps) {
  const automations = useQuery({ ...automationListQuery(mode), refetchInterval: useLiveFallbackMs() })
  const { data: recipes } = useQuery(recipesQuery(mode))
  const isEmpty = automations.data?.length === 0
  const isRecipeLeft = recipes?.some(({ automation }) => automation === null)
  useRowKeys('automation')
  useShortcuts([{ keys: 'c', label: 'New automation', group: 'This page', run: onNew }])
  return (
    <>
      <PageHeading title="Automations">
        <Link to="/$mode/automations/new" params={{ mode }} className={buttonClass(isEmpty ? 'plain' : 'primary')}>
          <Plus aria-hidden className="size-4" />
          New automation
          <span aria-hidden>
            <Kbd keys="c" />
          </span>
        </Link>
      </PageHeading>
      {automations.isError && !automations.data && (
        <ErrorState
          title="The automations could not be loaded"
          error={automations.error}
          onRetry={() => void automations.refetch()}
        />
      )}
      {isEmpty && (
        <p className="mb-5 max-w-[70ch] text-soft">
          An automation waits for something to happen in Stripe and then does what you say: sends a mail, sets a tag,
          calls your app. Begin with a recipe: it comes with its mail, as a draft, and sends nothing before you turn it
          on.
        </p>
      )}
      <ul aria-label="Automations" aria-busy={automations.isPending} className="flex flex-col gap-3">
        {automations.isPending && CARDS.map((card) => <Skeleton key={card} className="h-36" />)}
        {automations.data?.map((automation) => (
          <AutomationCard key={automation.id} mode={mode} automation={automation} names={names} />
        ))}
      </ul>
      {automations.data && (isEmpty || isRecipeLeft !== false) && (
        <section aria-labelledby="recipes" className={isEmpty ? '' : 'mt-8'}>
          <h2 id="recipes" className={isEmpty ? 'sr-only' : 'mb-3 text-md font-semibold'}>
            {isEmpty ? 'Recipes' : 'Recipes you do not use yet'}
          </h2>
          <RecipeList mode={mode} onTaken={onOpen} />
        </section>
      )}
    </>
  )
}
