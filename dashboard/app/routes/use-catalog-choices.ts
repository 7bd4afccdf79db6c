import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { catalogQuery } from '../../features/catalog/get-catalog.ts'
import { priceAmount, priceInterval } from '../../features/catalog/price-words.ts'
import type { CatalogChoice } from '../../features/templates/catalog-names.ts'

/** Products and, below each, its prices, as a template may be bound to them. */
export function useCatalogChoices(mode: Mode): CatalogChoice[] {
  const { data } = useQuery(catalogQuery(mode))
  return useMemo(
    () =>
      (data?.products ?? []).flatMap(({ id, name }) => [
        { value: `product:${id}`, label: name ?? id },
        ...(data?.prices ?? [])
          .filter(({ product }) => product === id)
          .map((price) => ({
            value: `price:${price.id}`,
            label: `${name ?? id}, ${priceAmount(price)} ${priceInterval(price)}`,
          })),
      ]),
    [data],
  )
}
