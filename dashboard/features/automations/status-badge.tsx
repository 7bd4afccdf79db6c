import { CircleDashed, type LucideIcon, Pause, Play } from 'lucide-react'
import type { AutomationStatus } from '../../../worker/domain/automation/automation.ts'
import { StateBadge, type Tone } from '../../components/state-badge.tsx'
import { STATUS_WORDS } from './words/status-words.ts'

const LOOKS: Record<AutomationStatus, { tone: Tone; icon: LucideIcon }> = {
  draft: { tone: 'quiet', icon: CircleDashed },
  on: { tone: 'good', icon: Play },
  paused: { tone: 'warn', icon: Pause },
}

export function StatusBadge({ status }: { status: AutomationStatus }) {
  const { label, meaning } = STATUS_WORDS[status]
  return <StateBadge {...LOOKS[status]} label={label} title={meaning} />
}
