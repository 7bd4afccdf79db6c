import { CircleCheck, CircleDashed, LoaderCircle, type LucideIcon, TriangleAlert, Unplug } from 'lucide-react'
import type { Connection } from '../../lib/api-types.ts'

const LOOKS: Record<Connection['status'], { label: string; look: string; icon: LucideIcon }> = {
  not_connected: { label: 'Not connected', look: 'text-faint', icon: CircleDashed },
  connecting: { label: 'Connecting', look: 'text-note', icon: LoaderCircle },
  importing: { label: 'Importing', look: 'text-note', icon: LoaderCircle },
  connected: { label: 'Connected', look: 'text-good', icon: CircleCheck },
  degraded: { label: 'Degraded', look: 'text-warn', icon: TriangleAlert },
  disconnected: { label: 'Disconnected', look: 'text-bad', icon: Unplug },
}

/** The status in words, with its icon in its colour. */
export function ConnectionStatus({ status }: { status: Connection['status'] }) {
  const { label, look, icon: Icon } = LOOKS[status]
  return (
    <>
      <Icon aria-hidden className={`size-4.5 shrink-0 sm:size-5 ${look}`} />
      {label}
    </>
  )
}
