import { Check, CircleAlert, CircleSlash, Clock, type LucideIcon, X } from 'lucide-react'
import type { RunStatus } from '../../worker/domain/automation/run.ts'
import { RUN_WORDS } from '../lib/run-words.ts'
import { StateBadge, type Tone } from './state-badge.tsx'

const LOOKS: Record<RunStatus, { tone: Tone; icon: LucideIcon }> = {
  waiting: { tone: 'note', icon: Clock },
  done: { tone: 'good', icon: Check },
  stopped: { tone: 'quiet', icon: CircleSlash },
  failed: { tone: 'bad', icon: CircleAlert },
  canceled: { tone: 'quiet', icon: X },
}

/** Takes any text, as a newer API may have more statuses. */
export function RunBadge({ status }: { status: string }) {
  const look = LOOKS[status as RunStatus] ?? { tone: 'quiet', icon: CircleSlash }
  const words = RUN_WORDS[status as RunStatus]
  return <StateBadge {...look} label={words?.label ?? status} {...(words && { title: words.meaning })} />
}
