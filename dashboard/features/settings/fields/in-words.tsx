import { MoveRight } from 'lucide-react'

/** What the present choice does, as one sentence. */
export function InWords({ sentence }: { sentence: string }) {
  return (
    <p className="flex gap-2 text-sm text-soft">
      <MoveRight aria-hidden className="mt-0.75 size-3.5 shrink-0 text-faint" />
      <span className="min-w-0">{sentence}</span>
    </p>
  )
}
