import { CircleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiError } from '../lib/api-error.ts'
import { CopyButton } from './copy-button.tsx'

interface ProblemNoteProps {
  title: string
  /** Its request id is shown, for whoever looks into it. */
  error?: unknown
  icon?: LucideIcon
  children?: ReactNode
}

/** What went wrong beside the thing that it is about, and what to do. */
export function ProblemNote({ title, error, icon: Icon = CircleAlert, children }: ProblemNoteProps) {
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <div role="alert" className="flex w-full gap-2.5 rounded-md bg-bad-wash px-3.5 py-3 text-ink">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5 break-words">
        <p className="font-semibold">{title}</p>
        {children}
        {requestId && (
          <p className="flex items-center gap-1 text-xs text-soft">
            Request <code className="font-mono break-all">{requestId}</code>
            <CopyButton text={requestId} what="request id" />
          </p>
        )}
      </div>
    </div>
  )
}
