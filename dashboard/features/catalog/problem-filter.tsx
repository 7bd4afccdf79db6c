import { clsx } from 'clsx'
import { TriangleAlert } from 'lucide-react'
import { formatCount } from '../../lib/count-words.ts'
import { CATALOG_PROBLEMS, type CatalogProblem, PROBLEM_WORDS } from './catalog-problems.ts'

interface ProblemFilterProps {
  counts: Record<CatalogProblem, number>
  chosen: CatalogProblem | undefined
  onChoose: (problem: CatalogProblem | undefined) => void
}

/** What is wrong in the catalog, with counts that filter; nothing where nothing is. */
export function ProblemFilter({ counts, chosen, onChoose }: ProblemFilterProps) {
  const shown = CATALOG_PROBLEMS.filter((problem) => counts[problem] > 0 || problem === chosen)
  if (shown.length === 0) return null
  return (
    <div className="mb-3">
      <ul aria-label="Problems" className="flex flex-wrap gap-2">
        {shown.map((problem) => (
          <li key={problem}>
            <button
              type="button"
              aria-pressed={problem === chosen}
              onClick={() => onChoose(problem === chosen ? undefined : problem)}
              className={clsx(
                'inline-flex h-8 items-center gap-1.5 rounded-md border px-2.5 text-sm font-medium',
                problem === chosen
                  ? 'border-warn bg-warn-wash text-warn'
                  : 'border-line-strong bg-surface hover:bg-sunken',
              )}
            >
              <TriangleAlert aria-hidden className="size-3.5 text-warn" />
              {PROBLEM_WORDS[problem].label}
              <span className="text-soft">{formatCount(counts[problem])}</span>
            </button>
          </li>
        ))}
      </ul>
      {chosen && <p className="mt-2 max-w-[80ch] text-soft">{PROBLEM_WORDS[chosen].meaning}</p>}
    </div>
  )
}
