/**
 * The object's one alarm. `setAlarm` replaces the time, so an earlier one is never pushed back: under a steady stream
 * of events an alarm that every ingest moved 50 ms ahead would never fire. What is armed is remembered in memory only;
 * after an eviction the first call simply sets it again.
 */
export class AlarmClock {
  #armedForMs: number | null = null
  readonly #storage: DurableObjectStorage

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
  }

  /** Joins the writes of the same turn: both become durable or neither. */
  wakeAt(machineMs: number): void {
    const armed = this.#armedForMs
    if (armed !== null && armed > Date.now() && armed <= machineMs) return
    this.overwrite(machineMs)
  }

  /** For a backoff: whatever an ingest armed in the meantime must not undo it. */
  overwrite(machineMs: number): void {
    this.#armedForMs = machineMs
    void this.#storage.setAlarm(machineMs)
  }

  /** Call first in `alarm()`: nothing is armed while it runs. */
  rang(): void {
    this.#armedForMs = null
  }
}
