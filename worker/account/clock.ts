import { readMetaNumber, writeMeta } from './meta.ts'

/** The one clock of a tenant. Its offset is 0 but in development, where a test may live through a month in a minute. */
export class TenantClock {
  readonly #sql: SqlStorage
  #offsetMs: number

  constructor(sql: SqlStorage) {
    this.#sql = sql
    this.#offsetMs = readMetaNumber(sql, 'clock_offset_ms')
  }

  nowMs(): number {
    return Date.now() + this.#offsetMs
  }

  advance(seconds: number): number {
    this.#offsetMs += seconds * 1000
    writeMeta(this.#sql, 'clock_offset_ms', this.#offsetMs)
    return this.nowMs()
  }

  /** What this clock showed at a second of the machine's clock: Stripe's sandbox is moved along with it. */
  tenantSeconds(machineSeconds: number): number {
    return machineSeconds + Math.floor(this.#offsetMs / 1000)
  }

  /** The moment on the machine's clock at which this clock shows `tenantMs`. */
  machineMs(tenantMs: number): number {
    return tenantMs - this.#offsetMs
  }
}
