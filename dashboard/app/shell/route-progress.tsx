import { useRouterState } from '@tanstack/react-router'

/** A thin bar at the top edge while a page loads; quick loads end before it is seen. */
export function RouteProgress() {
  const loading = useRouterState({ select: ({ status }) => status === 'pending' })
  if (!loading) return null
  return (
    <div aria-hidden className="fixed inset-x-0 top-0 z-50 h-0.5 animate-appear">
      <div className="h-full origin-left animate-crawl bg-focus" />
    </div>
  )
}
