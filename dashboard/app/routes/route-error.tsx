import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { ErrorState } from '../../components/error-state.tsx'

/** What a page shows instead of itself when it breaks; the shell around it goes on working. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const boundary = useQueryErrorResetBoundary()
  function retry() {
    boundary.reset()
    reset()
    void router.invalidate()
  }
  return (
    <div className="rounded-lg border border-line bg-surface">
      <title>Something broke · Billhook</title>
      <h1 className="sr-only">Something broke</h1>
      <ErrorState title="This page could not be shown" error={error} onRetry={retry} />
    </div>
  )
}
