import { CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react'
import { StateBadge } from '../../components/state-badge.tsx'
import type { Endpoint } from '../../lib/api-types.ts'
import { endpointState } from './endpoint-state.ts'

const LOOKS = {
  enabled: { tone: 'good', icon: CircleCheck, label: 'Enabled' },
  failing: { tone: 'warn', icon: TriangleAlert, label: 'Failing' },
  disabled: { tone: 'bad', icon: CircleSlash, label: 'Disabled' },
} as const

export function EndpointBadge({ endpoint }: { endpoint: Endpoint }) {
  return <StateBadge {...LOOKS[endpointState(endpoint)]} />
}
