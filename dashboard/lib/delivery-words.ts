import type { DeliveryStatus } from '../../worker/domain/delivery/delivery.ts'

/** What a status is called and what it means for the reader. A rule that stopped a mail reads unlike a failure. */
export const DELIVERY_WORDS: Record<DeliveryStatus, { label: string; meaning: string }> = {
  queued: { label: 'Queued', meaning: 'It waits to be sent.' },
  sending: { label: 'Sending', meaning: 'It is being handed over right now.' },
  sent: { label: 'Sent', meaning: 'The provider has taken it.' },
  delivered: { label: 'Delivered', meaning: 'It has arrived.' },
  bounced: { label: 'Bounced', meaning: 'The recipient’s mail server sent it back.' },
  complained: { label: 'Marked as spam', meaning: 'The recipient called it spam.' },
  failed: { label: 'Failed', meaning: 'It could not be sent.' },
  suppressed: { label: 'Suppressed', meaning: 'The address gets no mail from here, so it was not sent.' },
  skipped: { label: 'Skipped', meaning: 'A rule kept it from being sent. Nothing went wrong.' },
  canceled: { label: 'Canceled', meaning: 'It was called off before it was sent.' },
}

export const CHANNEL_WORDS = { mail: 'E-mail', webhook: 'Webhook' } as const

/** A status or channel that a newer API has stays as it is written. */
export function deliveryLabel(status: string): string {
  return DELIVERY_WORDS[status as DeliveryStatus]?.label ?? status
}

export function channelLabel(channel: string): string {
  return CHANNEL_WORDS[channel as keyof typeof CHANNEL_WORDS] ?? channel
}
