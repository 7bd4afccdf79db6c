import { clsx } from 'clsx'
import { Archive, Star, Trash2, TriangleAlert } from 'lucide-react'
import type { Price, Product } from '../../lib/api-types.ts'
import { PROBLEM_WORDS, problemsOf, usedBy } from './catalog-problems.ts'

const MARK = 'inline-flex items-center gap-1 rounded-sm border px-1 font-sans text-xs whitespace-nowrap'
const PLAIN = clsx(MARK, 'border-line text-soft')

/** What is to be known of a product or price at a glance, problems first. */
export function CatalogMarks({ item, isDefault = false }: { item: Product | Price; isDefault?: boolean }) {
  const problems = problemsOf(item)
  const live = item.live_subscriptions
  return (
    <>
      {problems.map((problem) => (
        <span
          key={problem}
          className={clsx(MARK, 'border-transparent bg-warn-wash font-medium text-warn')}
          title={PROBLEM_WORDS[problem].meaning}
        >
          <TriangleAlert aria-hidden className="size-3" />
          {PROBLEM_WORDS[problem].label}
        </span>
      ))}
      {isDefault && (
        <span className={PLAIN} title="The product’s default price">
          <Star aria-hidden className="size-3" />
          Default
        </span>
      )}
      {item.deleted && (
        <span className={PLAIN} title="Deleted at Stripe">
          <Trash2 aria-hidden className="size-3" />
          Gone from Stripe
        </span>
      )}
      {!item.active && !item.deleted && !problems.includes('archived_in_use') && (
        <span className={PLAIN} title="Archived at Stripe: it cannot be bought anew">
          <Archive aria-hidden className="size-3" />
          Archived
        </span>
      )}
      {live > 0 && <span className="text-xs whitespace-nowrap text-soft">{usedBy(item)}</span>}
    </>
  )
}
