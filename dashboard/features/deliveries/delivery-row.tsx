import { Link } from '@tanstack/react-router'
import { Mail, Webhook } from 'lucide-react'
import type { Mode } from '../../../worker/domain/ids.ts'
import { DeliveryBadge } from '../../components/delivery-badge.tsx'
import type { Delivery } from '../../lib/api-types.ts'
import { channelLabel } from '../../lib/delivery-words.ts'
import { useOpenedRow } from '../../lib/row-keys.ts'
import { formatMoment } from '../../lib/time.ts'
import { recipientOf } from './delivery-words.ts'

interface DeliveryRowProps {
  mode: Mode
  delivery: Delivery
  /** What it said or was about: the template's or the automation's name. */
  about: string | null
}

/** The link covers the whole row. */
export function DeliveryRow({ mode, delivery, about }: DeliveryRowProps) {
  const link = useOpenedRow(delivery.id)
  const { id, channel, status, reason, kind, created_at } = delivery
  const Icon = channel === 'mail' ? Mail : Webhook
  return (
    <tr className="relative border-t border-line align-top max-sm:grid max-sm:gap-y-0.5 max-sm:px-4 max-sm:py-2.5 focus-within:bg-sunken hover:bg-sunken">
      <td className="py-2.5 pl-4 max-sm:p-0">
        <DeliveryBadge status={status} />
      </td>
      <td className="min-w-0 py-2.5 pl-3 max-sm:p-0">
        <span className="flex min-w-0 items-start gap-2">
          <Icon aria-hidden className="mt-1 size-3.5 shrink-0 text-faint" />
          <span className="sr-only">{channelLabel(channel)} to</span>
          <Link
            to="/$mode/deliveries/$deliveryId"
            params={{ mode, deliveryId: id }}
            state={{ stepsToList: 1 }}
            ref={link}
            data-row={id}
            className="min-w-0 font-medium wrap-anywhere after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-md focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
          >
            {recipientOf(delivery)}
          </Link>
          {kind === 'test' && <span className="rounded-sm border border-line px-1 text-xs text-soft">Test</span>}
        </span>
        {(about || reason) && (
          <span className="block text-sm wrap-anywhere text-soft sm:pl-5.5">
            {[about, reason].filter(Boolean).join(' · ')}
          </span>
        )}
      </td>
      <td className="py-2.5 pr-4 pl-3 text-right text-sm whitespace-nowrap text-soft max-sm:p-0 max-sm:text-left">
        <time dateTime={created_at}>{formatMoment(Date.parse(created_at))}</time>
      </td>
    </tr>
  )
}
