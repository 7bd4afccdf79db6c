import { useSyncExternalStore } from 'react'

const TICK_MS = 1000

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let tickedMs = 0

/** The present by the page's one clock: everything that shows an age changes in the same moment. */
function presentMs(): number {
  return timer === undefined ? Date.now() : tickedMs
}

function tick(): void {
  if (document.hidden) return
  tickedMs = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    tickedMs = Date.now()
    timer = setInterval(tick, TICK_MS)
    document.addEventListener('visibilitychange', tick)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
    document.removeEventListener('visibilitychange', tick)
  }
}

/** What `read` says of the present; renders again only when it says something else. */
export function useClock<T extends string | number>(read: (nowMs: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(presentMs()))
}
