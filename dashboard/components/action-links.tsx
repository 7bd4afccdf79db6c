import { Link } from '@tanstack/react-router'
import type { Mode } from '../../worker/domain/ids.ts'
import type { EventDetail } from '../lib/api-types.ts'
import { channelLabel } from '../lib/delivery-words.ts'
import { DeliveryBadge } from './delivery-badge.tsx'
import { LogOnlyBadge } from './log-only-badge.tsx'
import { RunBadge } from './run-badge.tsx'
import { TEXT_LINK } from './text-link.ts'

/** The automations that something set off, each with what became of it. */
export function RunLinks({ mode, runs }: { mode: Mode; runs: EventDetail['runs'] }) {
  if (runs.length === 0) return null
  return (
    <ul aria-label="Runs" className="text-soft">
      {runs.map(({ id, automation_name, status, log_only }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-2">
          <Link to="/$mode/runs/$runId" params={{ mode, runId: id }} className={`${TEXT_LINK} wrap-anywhere`}>
            {automation_name}
          </Link>
          <RunBadge status={status} />
          {log_only && <LogOnlyBadge />}
        </li>
      ))}
    </ul>
  )
}

/** What those runs sent. */
export function DeliveryLinks({ mode, deliveries }: { mode: Mode; deliveries: EventDetail['deliveries'] }) {
  if (deliveries.length === 0) return null
  return (
    <ul aria-label="Deliveries" className="text-soft">
      {deliveries.map(({ id, channel, status }) => (
        <li key={id} className="flex flex-wrap items-center gap-x-2">
          <Link
            to="/$mode/deliveries/$deliveryId"
            params={{ mode, deliveryId: id }}
            className={`${TEXT_LINK} wrap-anywhere`}
          >
            {channelLabel(channel)}
          </Link>
          <DeliveryBadge status={status} />
        </li>
      ))}
    </ul>
  )
}
