import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { StripeSandbox } from '../core/sandbox.ts'
import { restoreSnapshot, type SandboxSnapshot, takeSnapshot } from '../core/snapshot.ts'

const CHECK_MS = 2_000

interface SavedState {
  /** Seconds that the sandbox clock is ahead of real time. */
  lead: number
  sandbox: SandboxSnapshot
}

/** What was saved, or null for a first start; a file that cannot be read is an error that names it. */
export function loadState(path: string): { stripe: StripeSandbox; lead: number } | null {
  if (!existsSync(path)) return null
  try {
    const { lead, sandbox } = JSON.parse(readFileSync(path, 'utf8')) as SavedState
    return { stripe: restoreSnapshot(sandbox), lead }
  } catch (error) {
    throw new Error(`The sandbox cannot go on from ${path} (${(error as Error).message}): delete it to begin anew.`)
  }
}

function saveState(path: string, stripe: StripeSandbox, lead: number): void {
  const state: SavedState = { lead, sandbox: takeSnapshot(stripe) }
  mkdirSync(dirname(path), { recursive: true })
  // Renamed into place: a reader, or a crash, never meets half a file.
  writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** Saves whenever something has happened and then been quiet for a moment; the answer ends that with a last save. */
export function keepState(
  path: string,
  stripe: StripeSandbox,
  options: { lead: () => number; onLog?: ((line: string) => void) | undefined },
): () => void {
  const mark = () => `${stripe.idCount} ${options.lead()}`
  const save = () => {
    try {
      saveState(path, stripe, options.lead())
    } catch (error) {
      options.onLog?.(`the sandbox's state was not saved to ${path}: ${(error as Error).message}`)
    }
  }
  let saved = mark()
  let seen = saved
  const timer = setInterval(() => {
    const current = mark()
    if (current !== saved && current === seen) {
      save()
      saved = current
    }
    seen = current
  }, CHECK_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    save()
  }
}
