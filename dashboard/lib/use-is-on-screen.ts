import { type RefObject, useEffect, useState } from 'react'

/** As far outside the window as a reader scrolls at once. */
const MARGIN = '300px'

/** Whether an element is in the window, or near it. */
export function useIsOnScreen(element: RefObject<Element | null>): boolean {
  const [isOnScreen, setIsOnScreen] = useState(false)
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver((entries) => setIsOnScreen(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: MARGIN,
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return isOnScreen
}
