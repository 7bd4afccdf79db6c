import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Mode } from '../../../worker/domain/ids.ts'
import type { AutomationNames } from '../../features/automations/automation-names.ts'
import { endpointChoicesQuery, mailTemplatesQuery } from '../../features/automations/get-parts.ts'
import { catalogQuery } from '../../features/catalog/get-catalog.ts'
import { priceAmount, priceInterval } from '../../features/catalog/price-words.ts'
import { segmentListQuery } from '../../features/segments/get-segments.ts'
import { settingsQuery } from '../../features/settings/get-settings.ts'
import type { Price } from '../../lib/api-types.ts'

/** What the rest of the dashboard calls what automations name by id; empty until it is there. */
export function useAutomationNames(mode: Mode): AutomationNames {
  const { data: catalog } = useQuery(catalogQuery(mode))
  const { data: segments } = useQuery(segmentListQuery(mode))
  const { data: settings } = useQuery(settingsQuery(mode))
  const { data: templates } = useQuery(mailTemplatesQuery(mode))
  const { data: endpoints } = useQuery(endpointChoicesQuery(mode))
  return useMemo(() => {
    const products = (catalog?.products ?? []).map(({ id, name }) => ({ id, name: name || id }))
    const productNames = new Map(products.map(({ id, name }) => [id, name]))
    const currencies = new Set((catalog?.prices ?? []).flatMap(({ currency }) => currency ?? []))
    const [currency] = currencies
    return {
      products,
      prices: (catalog?.prices ?? []).map((price) => ({ id: price.id, name: priceName(price, productNames) })),
      segments: segments ?? [],
      stages: settings?.stages.map(({ name }) => name) ?? [],
      packages: [...new Set(Object.values(settings?.price_mapping ?? {}).flat())].sort(),
      templates: templates ?? [],
      endpoints: endpoints ?? [],
      currency: currencies.size === 1 && currency !== undefined ? currency : null,
    }
  }, [catalog, segments, settings, templates, endpoints])
}

/** `Pro, 29.00 USD every month`: a price by itself has hardly ever a name. */
function priceName(price: Price, productNames: ReadonlyMap<string, string>): string {
  const of = price.nickname ?? (price.product === null ? undefined : productNames.get(price.product)) ?? price.id
  return price.currency === null ? of : `${of}, ${priceAmount(price)} ${priceInterval(price)}`
}
