import { callApi } from './api.ts'
import { ApiError } from './api-error.ts'
import { reconnectDelayMs } from './backoff.ts'

const RELOAD_AGAIN_MS = 60_000

/**
 * Loads the code of a page or of a part of it. While nothing answers it keeps trying, and the page before stays under the
 * shell's banner: a reload would leave the app for the browser's own page about a site that cannot be reached.
 */
export async function loadCode<T>(load: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await load()
    } catch (error) {
      if (await isAnswering()) return reloadOnce(error)
      await pause(reconnectDelayMs(attempt, Math.random()))
    }
  }
}

/** A deployment replaces the files of lazy pages; a tab from before loads the new ones. Once only, lest it loops. */
function reloadOnce(error: unknown): Promise<never> {
  const reloadedAtMs = Number(sessionStorage.getItem('billhook.reloaded') ?? 0)
  if (Date.now() - reloadedAtMs < RELOAD_AGAIN_MS) throw error
  sessionStorage.setItem('billhook.reloaded', String(Date.now()))
  window.location.reload()
  return new Promise(() => {})
}

async function isAnswering(): Promise<boolean> {
  try {
    await callApi('/api/health')
    return true
  } catch (error) {
    return !(error instanceof ApiError && error.unreachable)
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
