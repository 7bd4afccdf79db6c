import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import type { Mode } from '../../../../worker/domain/ids.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorState } from '../../../components/error-state.tsx'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { showToast } from '../../../lib/toast.ts'
import { useTakeRecipe } from '../change-automations.ts'
import { recipesQuery } from '../get-automations.ts'

interface RecipeListProps {
  mode: Mode
  onTaken: (automationId: string) => void
}

const CARDS = [0, 1, 2, 3, 4, 5, 6]
const GRID = 'grid grid-cols-[repeat(auto-fill,minmax(min(17rem,100%),1fr))] gap-3'

/** Those that are not in use yet, each with one button that makes its mail and its automation. */
export function RecipeList({ mode, onTaken }: RecipeListProps) {
  const recipes = useQuery(recipesQuery(mode))
  const take = useTakeRecipe(mode)
  const open = recipes.data?.filter(({ automation }) => automation === null)

  function use(id: string) {
    if (take.isPending) return
    take.mutate(id, {
      onSuccess: ({ automation }) => {
        showToast(`“${automation.name}” is there as a draft. Look at it, then turn it on.`)
        onTaken(automation.id)
      },
    })
  }

  if (recipes.isError && !recipes.data)
    return (
      <ErrorState
        title="The recipes could not be loaded"
        error={recipes.error}
        onRetry={() => void recipes.refetch()}
      />
    )
  return (
    <div className="flex flex-col gap-3">
      {take.isError && (
        <ProblemNote title="The recipe could not be taken" error={take.error}>
          <p className="text-soft">{take.error.message}</p>
        </ProblemNote>
      )}
      <ul aria-label="Recipes" aria-busy={recipes.isPending} className={GRID}>
        {recipes.isPending && CARDS.map((card) => <Skeleton key={card} className="h-32" />)}
        {open?.map(({ id, name, promise }) => (
          <li
            key={id}
            className="flex flex-col items-start gap-2 rounded-lg border border-line bg-surface p-4 shadow-raised"
          >
            <h3 className="font-semibold">{name}</h3>
            <p className="flex-1 text-sm text-soft">{promise}</p>
            <Button
              busy={take.isPending && take.variables === id}
              aria-label={`Use this: ${name}`}
              onClick={() => use(id)}
              className="mt-1"
            >
              <Plus aria-hidden className="size-3.5" />
              Use this
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
