import { describeError, log } from '../../log.ts'
import { addIntakeCount, type IntakeReason } from '../../readmodel/intake-counts.ts'

/** A writer that has not come back by then belongs to a request that was cut off. */
const WRITER_LOST_MS = 10_000

/**
 * Counts what was refused. A flood of junk must not become a flood of D1 writes, so while one request writes, the
 * others leave their counts with it.
 */
export class IntakeCounter {
  #counts = new Map<string, { scope: string; reason: IntakeReason; count: number }>()
  #writingSinceMs = 0
  readonly #db: D1Database

  constructor(db: D1Database) {
    this.#db = db
  }

  /** A promise for `waitUntil` that never rejects. */
  async add(scope: string, reason: IntakeReason, nowMs: number): Promise<void> {
    const key = `${scope} ${reason}`
    this.#counts.set(key, { scope, reason, count: (this.#counts.get(key)?.count ?? 0) + 1 })
    if (nowMs - this.#writingSinceMs < WRITER_LOST_MS) return
    this.#writingSinceMs = nowMs
    while (this.#counts.size > 0) await this.#write([...this.#counts.values()], nowMs)
    this.#writingSinceMs = 0
  }

  async #write(counts: { scope: string; reason: IntakeReason; count: number }[], nowMs: number): Promise<void> {
    this.#counts = new Map()
    try {
      await this.#db.batch(counts.map((count) => addIntakeCount(this.#db, count, nowMs)))
    } catch (error) {
      log('error', 'intake_counts_lost', { error: describeError(error), reasons: counts.length })
    }
  }
}
