import { CircleCheck, CircleDashed, CircleX, Clock, type LucideIcon, Pause, TriangleAlert } from 'lucide-react'
import { StateBadge, type Tone } from '../../../components/state-badge.tsx'
import { statusLabel } from '../../../lib/status-words.ts'

const LOOKS: Record<string, { tone: Tone; icon: LucideIcon }> = {
  active: { tone: 'good', icon: CircleCheck },
  trialing: { tone: 'note', icon: Clock },
  past_due: { tone: 'warn', icon: TriangleAlert },
  unpaid: { tone: 'bad', icon: TriangleAlert },
  paused: { tone: 'note', icon: Pause },
  canceled: { tone: 'quiet', icon: CircleX },
  incomplete_expired: { tone: 'quiet', icon: CircleX },
}

/** A subscription's status at Stripe. */
export function StatusBadge({ status }: { status: string }) {
  return <StateBadge {...(LOOKS[status] ?? { tone: 'warn', icon: CircleDashed })} label={statusLabel(status)} />
}
