import { Archive, Star, Trash2 } from 'lucide-react'

const MARK =
  'inline-flex items-center gap-1 rounded-sm border border-line px-1 font-sans text-xs whitespace-nowrap text-soft'

interface CatalogMarksProps {
  active: boolean
  deleted: boolean
  isDefault?: boolean
}

export function CatalogMarks({ active, deleted, isDefault = false }: CatalogMarksProps) {
  return (
    <>
      {isDefault && (
        <span className={MARK} title="The product’s default price">
          <Star aria-hidden className="size-3" />
          Default
        </span>
      )}
      {deleted && (
        <span className={MARK} title="Deleted at Stripe">
          <Trash2 aria-hidden className="size-3" />
          Deleted
        </span>
      )}
      {!active && !deleted && (
        <span className={MARK} title="Archived at Stripe: it cannot be bought anew">
          <Archive aria-hidden className="size-3" />
          Archived
        </span>
      )}
    </>
  )
}
