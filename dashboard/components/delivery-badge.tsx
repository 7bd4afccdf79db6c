import {
  Ban,
  Check,
  CheckCheck,
  CircleAlert,
  CircleSlash,
  Clock,
  LoaderCircle,
  type LucideIcon,
  MailX,
  Undo2,
  X,
} from 'lucide-react'
import type { DeliveryStatus } from '../../worker/domain/delivery/delivery.ts'
import { DELIVERY_WORDS, deliveryLabel } from '../lib/delivery-words.ts'
import { StateBadge, type Tone } from './state-badge.tsx'

const LOOKS: Record<DeliveryStatus, { tone: Tone; icon: LucideIcon }> = {
  queued: { tone: 'note', icon: Clock },
  sending: { tone: 'note', icon: LoaderCircle },
  sent: { tone: 'good', icon: Check },
  delivered: { tone: 'good', icon: CheckCheck },
  bounced: { tone: 'bad', icon: Undo2 },
  complained: { tone: 'bad', icon: MailX },
  failed: { tone: 'bad', icon: CircleAlert },
  suppressed: { tone: 'warn', icon: Ban },
  skipped: { tone: 'quiet', icon: CircleSlash },
  canceled: { tone: 'quiet', icon: X },
}

/** Takes any text, as a newer API may have more statuses. */
export function DeliveryBadge({ status }: { status: string }) {
  const look = LOOKS[status as DeliveryStatus] ?? { tone: 'quiet', icon: CircleSlash }
  const meaning = DELIVERY_WORDS[status as DeliveryStatus]?.meaning
  return <StateBadge {...look} label={deliveryLabel(status)} {...(meaning && { title: meaning })} />
}
