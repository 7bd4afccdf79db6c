import type { Random } from './random.ts'
import type { SandboxAccount } from './sandbox.ts'

/** What an object is made from besides its own fields: a second, ids, chance, and whose it is. */
export interface Maker {
  readonly account: SandboxAccount
  readonly livemode: boolean
  readonly random: Random
  newId(prefix: string): string
  /** Seconds. */
  now(): number
}
