import type { Endpoint } from '../../lib/api-types.ts'

export type EndpointState = 'enabled' | 'failing' | 'disabled'

export function endpointState({ status, failing_since: since }: Endpoint): EndpointState {
  if (status === 'disabled') return 'disabled'
  return since === null ? 'enabled' : 'failing'
}

/** Why it gets nothing, or null where it does. */
export function disabledWords({ status, disabled_because: because }: Endpoint): string | null {
  if (status !== 'disabled') return null
  return because ?? 'Somebody switched it off.'
}

/** `All types`, `3 types`, or the one. */
export function typesWords({ events }: Pick<Endpoint, 'events'>): string {
  if (events.length === 0) return 'All types'
  return events.length === 1 ? (events[0] ?? '') : `${events.length} types`
}
