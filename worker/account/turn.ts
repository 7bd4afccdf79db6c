import type { Settings } from '../domain/decide.ts'
import type { Rules } from '../domain/derive-customer.ts'
import type { Workspace } from './customers/workspace.ts'

/** What a turn needs besides the storage. */
export interface Turn {
  settings: Settings
  rules: Rules
  nowMs: number
  /** Called for each input that is parked: nobody else would hear of it. */
  onParked: (key: string) => void
}

/** A turn as it runs: what it reads and changes, and how far a row is written: at once, or with all others at the end. */
export interface Run extends Turn {
  storage: DurableObjectStorage
  ws: Workspace
  /** Each input is written by itself, because something among them cannot be. */
  isAlone: boolean
}

/** `2026112207`, in UTC. */
export function hourOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 13).replace(/[-T]/g, '')
}
