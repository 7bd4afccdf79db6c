import { Check, CircleAlert, CircleSlash, LoaderCircle, type LucideIcon, UserRoundX } from 'lucide-react'
import type { EventOutcome } from '../../worker/domain/event.ts'
import { OUTCOME_WORDS } from '../lib/outcome-words.ts'
import { StateBadge, type Tone } from './state-badge.tsx'

const LOOKS: Record<EventOutcome, { tone: Tone; icon: LucideIcon }> = {
  processed: { tone: 'good', icon: Check },
  ignored: { tone: 'quiet', icon: CircleSlash },
  unmatched: { tone: 'warn', icon: UserRoundX },
  parked: { tone: 'bad', icon: CircleAlert },
  pending: { tone: 'note', icon: LoaderCircle },
}

export function OutcomeBadge({ outcome }: { outcome: EventOutcome }) {
  const { label, meaning } = OUTCOME_WORDS[outcome]
  return <StateBadge {...LOOKS[outcome]} label={label} title={meaning} />
}
