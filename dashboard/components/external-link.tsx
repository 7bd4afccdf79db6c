import { ArrowUpRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** A link out of the dashboard, in a new tab. */
export function ExternalLink({ href, children, className }: { href: string; children: ReactNode; className?: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className={className ?? 'underline underline-offset-2'}>
      {children}
      <ArrowUpRight aria-hidden className="ml-0.5 inline size-3.5" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}
