import type { SUBSCRIPTION_STATUSES } from '../../worker/domain/settings.ts'

/** Stripe's word for a subscription's status, as a person says it. */
const STATUS_LABELS: Record<(typeof SUBSCRIPTION_STATUSES)[number], string> = {
  active: 'Active',
  trialing: 'In trial',
  past_due: 'Past due',
  unpaid: 'Unpaid',
  paused: 'Paused',
  incomplete: 'Incomplete',
  canceled: 'Canceled',
  incomplete_expired: 'Incomplete, expired',
}

/** A status that Stripe has added since stays as Stripe writes it. */
export function statusLabel(status: string): string {
  return STATUS_LABELS[status as keyof typeof STATUS_LABELS] ?? status
}
