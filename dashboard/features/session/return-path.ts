import { readChoice, writeChoice } from '../../lib/stored-choice.ts'

const VALID_MS = 15 * 60_000

/** Keeps where a signed-out visitor wanted to go; the sign-in link may open in another tab. */
export function rememberReturnPath(path: string, nowMs: number): void {
  writeChoice('return', JSON.stringify({ path, atMs: nowMs }))
}

export function forgetReturnPath(): void {
  writeChoice('return', null)
}

/** The path to go back to, or null where there is none, it is older than 15 minutes, or it is not ours. */
export function readReturnPath(nowMs: number): string | null {
  try {
    const { path, atMs } = JSON.parse(readChoice('return') ?? '{}') as { path?: unknown; atMs?: unknown }
    const fresh = typeof atMs === 'number' && nowMs - atMs < VALID_MS
    return fresh && typeof path === 'string' && /^\/(test|live)(\/|$)/.test(path) ? path : null
  } catch {
    return null
  }
}
