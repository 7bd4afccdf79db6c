/** A page that came late may be followed by a quicker one, up to this much. */
const CATCH_UP_MS = 250
const MIN_PER_SECOND = 1
const RECOVERY = 1.02
/** So many answers without a refusal before one more request may be under way. */
const ANSWERS_PER_LANE = 20

/** Keeps requests at a rate of their own, and yields where Stripe says that it is too much. */
export class Pace {
  readonly #perSecond: number
  readonly #maxParallel: number
  #allowed: number
  #parallel: number
  #nextAtMs = Date.now()
  #answers = 0

  constructor(perSecond: number, maxParallel: number) {
    this.#perSecond = perSecond
    this.#allowed = perSecond
    this.#maxParallel = maxParallel
    this.#parallel = maxParallel
  }

  /** How many requests may be under way at once. */
  get parallel(): number {
    return this.#parallel
  }

  /** Resolves when the next request may go. */
  async turn(): Promise<void> {
    const nowMs = Date.now()
    const atMs = Math.max(this.#nextAtMs, nowMs - CATCH_UP_MS)
    this.#nextAtMs = atMs + 1000 / this.#allowed
    if (atMs > nowMs) await wait(atMs - nowMs)
  }

  /**
   * By the header Stripe-Rate-Limited-Reason (https://docs.stripe.com/rate-limits): too many at once means fewer at once,
   * anything else fewer a second. Null is a lock on one object, which passes.
   */
  limited(by: string | null): void {
    if (by === null) return
    this.#answers = 0
    if (by.endsWith('concurrency')) this.#parallel = Math.max(1, Math.floor(this.#parallel / 2))
    else this.#allowed = Math.max(MIN_PER_SECOND, this.#allowed / 2)
  }

  /** Each answer brings the rate back a little. */
  answered(): void {
    this.#allowed = Math.min(this.#perSecond, this.#allowed * RECOVERY)
    this.#answers += 1
    if (this.#answers % ANSWERS_PER_LANE === 0) this.#parallel = Math.min(this.#maxParallel, this.#parallel + 1)
  }
}

export function wait(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
