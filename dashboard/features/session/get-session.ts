import { queryOptions } from '@tanstack/react-query'
import { callApi } from '../../lib/api.ts'
import type { Session } from '../../lib/api-types.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => callApi<Session>('/api/v1/operator/session', { signal }),
  staleTime: 5 * 60_000,
})
