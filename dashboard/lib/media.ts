import { useSyncExternalStore } from 'react'

/** Whether the screen is narrower than the breakpoint `sm`, as app/styles.css has it. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query().matches)
}

function query(): MediaQueryList {
  return window.matchMedia('(width < 40rem)')
}

function subscribe(onChange: () => void): () => void {
  const list = query()
  list.addEventListener('change', onChange)
  return () => list.removeEventListener('change', onChange)
}
