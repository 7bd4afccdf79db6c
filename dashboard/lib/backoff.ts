const FIRST_MS = 1000
const LONGEST_MS = 30_000

/**
 * How long to wait before try number `attempt` (0 = the first retry): doubles up to 30 s, with equal jitter, so that
 * browsers cut off together do not come back together. `random` is in [0, 1).
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const fullMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10))
  return Math.round(fullMs / 2 + (fullMs / 2) * random)
}
