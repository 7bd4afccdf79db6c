import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Mode } from '../../../worker/domain/ids.ts'
import { Figure } from '../../components/figure.tsx'
import { TEXT_LINK } from '../../components/text-link.ts'
import type { Price, Product } from '../../lib/api-types.ts'
import { catalogQuery } from './get-catalog.ts'

/** How many products and prices are in use. */
export function CatalogFigure({ mode }: { mode: Mode }) {
  const { data: catalog, isError } = useQuery(catalogQuery(mode))
  const more = catalog?.truncated ? '+' : ''
  const prices = catalog && countUsed(catalog.prices)
  return (
    <Figure
      name="Products in use"
      value={catalog ? `${countUsed(catalog.products)}${more}` : isError ? '–' : undefined}
      note={
        catalog && (
          <Link to="/$mode/catalog" params={{ mode }} search={{}} className={TEXT_LINK}>
            {prices}
            {more} {prices === 1 ? 'price' : 'prices'}
          </Link>
        )
      }
    />
  )
}

function countUsed(items: (Product | Price)[]): number {
  return items.filter(({ active, deleted, problems }) => active && !deleted && !problems.includes('missing')).length
}
