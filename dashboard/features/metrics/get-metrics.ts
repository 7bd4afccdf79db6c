import { queryOptions } from '@tanstack/react-query'
import type { Mode } from '../../../worker/domain/ids.ts'
import { callApi } from '../../lib/api.ts'
import type { Metrics } from '../../lib/api-types.ts'
import { daysOf, type MetricsRange } from './metrics-search.ts'

export type CurrencyMetrics = Metrics['currencies'][number]
export type MetricsDay = CurrencyMetrics['days'][number]

const DAY_MS = 86_400_000

export function metricsKey(mode: Mode) {
  return ['metrics', mode] as const
}

/** So many whole days in UTC, today among them. */
export function metricsQuery(mode: Mode, range: MetricsRange) {
  return queryOptions({
    queryKey: [...metricsKey(mode), range],
    queryFn: ({ signal }) => callApi<Metrics>('/api/v1/metrics', { mode, signal, query: { from: firstDay(range) } }),
    staleTime: 30_000,
  })
}

function firstDay(range: MetricsRange): string {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS
  return new Date(today - (daysOf(range) - 1) * DAY_MS).toISOString()
}
