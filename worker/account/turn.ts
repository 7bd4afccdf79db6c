import type { Settings } from '../domain/decide.ts'
import type { Rules } from '../domain/derive-customer.ts'
import type { Attempts } from './attempt.ts'

/** What a turn needs besides the storage. */
export interface Turn {
  settings: Settings
  rules: Rules
  nowMs: number
  /** Called for each input that is parked: nobody else would hear of it. */
  onParked: (key: string) => void
}

/** A turn as it runs. */
export interface Run extends Turn, Attempts {}

/** `2026112207`, in UTC. */
export function hourOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 13).replace(/[-T]/g, '')
}
