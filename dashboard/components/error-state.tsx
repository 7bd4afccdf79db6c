import { CircleAlert } from 'lucide-react'
import { ApiError } from '../lib/api-error.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'

interface ErrorStateProps {
  /** What could not be done: "The events could not be loaded". */
  title: string
  error: unknown
  onRetry: () => void
}

/** What failed, the request id for whoever looks into it, and another try. */
export function ErrorState({ title, error, onRetry }: ErrorStateProps) {
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <div role="alert" className="flex flex-col items-start gap-3 px-4 py-5">
      <p className="flex items-center gap-2 font-semibold">
        <CircleAlert aria-hidden className="size-4 shrink-0 text-bad" />
        {title}
      </p>
      <p className="max-w-[70ch] text-soft">{error instanceof Error ? error.message : 'An unexpected error.'}</p>
      {requestId && (
        <p className="flex items-center gap-1 text-xs text-faint">
          Request <code className="min-w-0 font-mono break-all">{requestId}</code>
          <CopyButton text={requestId} what="request id" />
        </p>
      )}
      <Button onClick={onRetry}>Try again</Button>
    </div>
  )
}
