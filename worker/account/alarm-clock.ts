/** An alarm rings within milliseconds; one that is this late was lost and must be set again. */
const LOST_AFTER_MS = 5_000

/**
 * The object's one alarm. `setAlarm` replaces the time, so an earlier one is never pushed back: under a steady stream
 * of events an alarm that every ingest moved 50 ms ahead would never fire, nor would one that is due but still waits for
 * its turn behind them. What is armed is remembered in memory only; after an eviction the first call sets it again.
 */
export class AlarmClock {
  #armedForMs: number | null = null
  #notBeforeMs = 0
  readonly #storage: { setAlarm(time: number): Promise<void> }

  constructor(storage: { setAlarm(time: number): Promise<void> }) {
    this.#storage = storage
  }

  /** Joins the writes of the same turn: both become durable or neither. */
  wakeAt(machineMs: number): void {
    const at = Math.max(machineMs, this.#notBeforeMs)
    const armed = this.#armedForMs
    if (armed !== null && armed > Date.now() - LOST_AFTER_MS && armed <= at) return
    this.overwrite(at)
  }

  overwrite(machineMs: number): void {
    this.#armedForMs = machineMs
    void this.#storage.setAlarm(machineMs)
  }

  /** Nothing wakes it before: events that come in meanwhile must not hurry what has just failed. */
  backOff(untilMs: number): void {
    this.#notBeforeMs = untilMs
    this.overwrite(untilMs)
  }

  /** Call first in `alarm()`: nothing is armed while it runs. */
  rang(): void {
    this.#armedForMs = null
  }
}
