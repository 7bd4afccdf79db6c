import { type StageRule, SUBSCRIPTION_STATUSES } from './settings.ts'

/** A status with the reason beside it that Stripe names for a pause. */
export interface Status {
  status: string
  reason: string | null
}

/** The status of a customer is that of its best subscription; one that nobody knows comes last. */
export function bestStatus(statuses: readonly Status[]): Status | null {
  return statuses.reduce<Status | null>((best, status) => (rank(status) < rank(best) ? status : best), null)
}

function rank(status: Status | null): number {
  if (!status) return Number.POSITIVE_INFINITY
  const at = (SUBSCRIPTION_STATUSES as readonly string[]).indexOf(status.status)
  return at < 0 ? SUBSCRIPTION_STATUSES.length : at
}

/** The first rule that names the status, or the status with its reason; null where none does. */
export function stageOf(status: Status | null, rules: readonly StageRule[]): string | null {
  if (!status) return null
  // Where Stripe names no reason, a pause has the one meaning it had before 2026-10-28.endive.
  const reason = status.status === 'paused' ? (status.reason ?? 'trial_end_without_payment_method') : status.reason
  const names = [status.status, `${status.status}.${reason}`]
  return rules.find(({ statuses }) => statuses.some((named) => names.includes(named)))?.name ?? null
}
