import { queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi } from '../../lib/api.ts'
import type { Settings } from '../../lib/api-types.ts'

export function settingsKey(mode: Mode) {
  return ['settings', mode] as const
}

export function settingsQuery(mode: Mode) {
  return queryOptions({
    queryKey: settingsKey(mode),
    queryFn: ({ signal }) => callApi<Settings>('/api/v1/settings', { mode, signal }),
  })
}
