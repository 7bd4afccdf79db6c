import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TriangleAlert, Unplug } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { buttonClass } from '../../components/button.tsx'
import { connectionQuery } from './get-connection.ts'
import { ReasonText } from './reason-text.tsx'

/** Told on every page while events or reading are at risk; nothing where all is well. */
export function ConnectionBanner({ mode, className }: { mode: Mode; className: string }) {
  const { data: connection } = useQuery(connectionQuery(mode))
  if (connection?.status !== 'degraded' && connection?.status !== 'disconnected') return null
  const isOff = connection.status === 'disconnected'
  const worst = connection.conditions[0]
  const cause =
    worst?.cause ?? (isOff ? `No event of ${mode} mode is taken in, and nothing is read.` : connection.reason)
  const Icon = isOff ? Unplug : TriangleAlert
  return (
    <div className={className}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 basis-60">
        <span className="font-semibold">
          {isOff ? 'Disconnected from Stripe. ' : 'The Stripe connection needs attention. '}
        </span>
        {cause && <ReasonText text={cause} />}
      </span>
      <Link to="/$mode/connect" params={{ mode }} search={{}} className={`${buttonClass()} h-7 text-ink`}>
        {isOff ? 'Reconnect' : (worst?.action.label ?? 'Look at it')}
      </Link>
    </div>
  )
}
