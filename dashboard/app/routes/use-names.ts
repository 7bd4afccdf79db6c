import { useQuery } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { catalogQuery } from '../../features/catalog/get-catalog.ts'
import type { Names } from '../../features/customers/names.ts'
import { segmentListQuery } from '../../features/segments/get-segments.ts'
import { settingsQuery } from '../../features/settings/get-settings.ts'

/** What the catalog, the segments and the settings call what customers name by id; empty until it is there. */
export function useNames(mode: Mode): Names {
  const { data: catalog } = useQuery(catalogQuery(mode))
  const { data: segments } = useQuery(segmentListQuery(mode))
  const { data: settings } = useQuery(settingsQuery(mode))
  return {
    plans: [
      ...(catalog?.products ?? []).filter(({ name }) => name !== ''),
      ...(catalog?.prices ?? []).flatMap(({ id, nickname }) => (nickname ? [{ id, name: nickname }] : [])),
    ].map(({ id, name }) => ({ id, name })),
    segments: segments ?? [],
    stages: settings?.stages.map(({ name }) => name) ?? [],
    packages: [...new Set(Object.values(settings?.price_mapping ?? {}).flat())].sort(),
  }
}
