import { Ban, CircleCheck, CircleSlash, CircleX, type LucideIcon, Snowflake } from 'lucide-react'
import type { AccessState } from '../../../worker/domain/customer.ts'
import { StateBadge, type Tone } from '../../components/state-badge.tsx'
import { ACCESS_WORDS } from './state-words.ts'

const LOOKS: Record<AccessState, { tone: Tone; icon: LucideIcon }> = {
  active: { tone: 'good', icon: CircleCheck },
  suspended: { tone: 'bad', icon: Ban },
  frozen: { tone: 'note', icon: Snowflake },
  expired: { tone: 'quiet', icon: CircleX },
  none: { tone: 'quiet', icon: CircleSlash },
}

export function AccessBadge({ state }: { state: AccessState }) {
  const { label, meaning } = ACCESS_WORDS[state]
  return <StateBadge {...LOOKS[state]} label={label} title={meaning} />
}
