import { setTimeout as delay } from 'node:timers/promises'

export interface UntilOptions {
  timeoutMs: number
  intervalMs?: number
  signal?: AbortSignal
}

/** Asks `check` again and again until it answers something truthy; null when `timeoutMs` is over. Errors of `check` are its own. */
export async function until<T>(
  check: () => T | Promise<T>,
  { timeoutMs, intervalMs = 50, signal }: UntilOptions,
): Promise<NonNullable<T> | null> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const answer = await check()
    if (answer) return answer
    if (performance.now() >= deadline) return null
    await delay(intervalMs, undefined, signal ? { signal } : {})
  }
}
