/** Refusals of a batch before its rows go one by one, and of a single row before it is passed over. */
const CAREFUL_AFTER = 3
const PASS_OVER_AFTER = 5

/**
 * Finds the row that the read model will not take. Refusals of that kind are counted, and after some of them rows go one
 * by one, until the one that is refused again stands alone.
 */
export class Refusals {
  #inARow = 0
  #carefulRows = 0

  /** How many rows the next flush may hold. */
  limit(batch: number): number {
    return this.#carefulRows > 0 ? 1 : batch
  }

  /** True when the flush held a single row and has been refused often enough: pass it over. */
  refused(batch: number): boolean {
    this.#inARow += 1
    const alone = this.#carefulRows > 0
    if (this.#inARow >= CAREFUL_AFTER && !alone) this.#carefulRows = batch
    return alone && this.#inARow >= PASS_OVER_AFTER
  }

  taken(): void {
    this.#inARow = 0
    this.#carefulRows = Math.max(0, this.#carefulRows - 1)
  }
}
