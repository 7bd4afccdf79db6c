import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** Moves the focus into a new page, as a browser does for a loaded one; not when a row or field already took it. */
export function usePageFocus(): void {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname })
  const last = useRef<string | undefined>(undefined)
  useEffect(() => {
    const isFirst = last.current === undefined
    const isSame = last.current === path
    last.current = path
    const main = document.getElementById('main')
    if (isFirst || isSame || main?.contains(document.activeElement)) return
    main?.focus({ preventScroll: true })
  }, [path])
}
