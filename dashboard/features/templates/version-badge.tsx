import { CircleCheck, CircleDashed, FilePenLine } from 'lucide-react'
import { StateBadge } from '../../components/state-badge.tsx'
import type { Template } from '../../lib/api-types.ts'
import { versionState, versionWords } from './version-words.ts'

const LOOKS = {
  draft: { tone: 'quiet', icon: CircleDashed },
  published: { tone: 'good', icon: CircleCheck },
  changed: { tone: 'note', icon: FilePenLine },
} as const

export function VersionBadge({ template }: { template: Template }) {
  const { label, meaning } = versionWords(template)
  return <StateBadge {...LOOKS[versionState(template)]} label={label} title={meaning} />
}
