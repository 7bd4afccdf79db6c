import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'

export function NotFoundPage() {
  return (
    <div className="rounded-lg border border-line bg-surface">
      <title>Page not found · Billhook</title>
      <h1 className="sr-only">Page not found</h1>
      <EmptyState title="There is no page at this address">
        <p>The link may be old, or a part of it was lost when it was copied.</p>
        <Link to="/" className={buttonClass()}>
          Go to the overview
        </Link>
      </EmptyState>
    </div>
  )
}
