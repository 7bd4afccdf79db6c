import { Ban, Check, CircleAlert, LoaderCircle, type LucideIcon, Timer } from 'lucide-react'
import type { JobStatus } from '../../../../worker/domain/job.ts'
import { StateBadge, type Tone } from '../../../components/state-badge.tsx'
import { JOB_STATUS_WORDS } from './job-words.ts'

const LOOKS: Record<JobStatus, { tone: Tone; icon: LucideIcon }> = {
  queued: { tone: 'note', icon: LoaderCircle },
  running: { tone: 'note', icon: LoaderCircle },
  waiting: { tone: 'note', icon: Timer },
  done: { tone: 'good', icon: Check },
  failed: { tone: 'bad', icon: CircleAlert },
  canceled: { tone: 'quiet', icon: Ban },
}

export function JobStatusBadge({ status }: { status: JobStatus }) {
  return <StateBadge {...LOOKS[status]} label={JOB_STATUS_WORDS[status]} />
}
