import { callApi } from '../../lib/api.ts'

export function endSession(): Promise<null> {
  return callApi<null>('/api/v1/operator/session', { method: 'DELETE' })
}
