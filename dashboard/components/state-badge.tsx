import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'

export type Tone = 'good' | 'warn' | 'bad' | 'note' | 'quiet'

/** What is as it should be stays plain; a wash of colour is for what wants to be seen. */
const TONES: Record<Tone, { box: string; icon: string }> = {
  good: { box: 'text-soft', icon: 'text-good' },
  quiet: { box: 'text-faint', icon: '' },
  warn: { box: 'bg-warn-wash px-1.5 text-warn', icon: '' },
  bad: { box: 'bg-bad-wash px-1.5 text-bad', icon: '' },
  note: { box: 'bg-note-wash px-1.5 text-note', icon: '' },
}

interface StateBadgeProps {
  tone: Tone
  icon: LucideIcon
  label: string
  /** Explains the state on hover. */
  title?: string
}

/** A state as text, icon and colour: none of the three alone. */
export function StateBadge({ tone, icon: Icon, label, title }: StateBadgeProps) {
  const { box, icon } = TONES[tone]
  return (
    <span
      title={title}
      className={clsx('inline-flex h-5.5 items-center gap-1 rounded-sm text-xs font-medium whitespace-nowrap', box)}
    >
      <Icon aria-hidden className={clsx('size-3.5', icon)} />
      {label}
    </span>
  )
}
