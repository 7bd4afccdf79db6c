import { PAUSED_INVOICES } from '../../../../worker/domain/scheduled-words.ts'
import type { Customer } from '../../../lib/api-types.ts'
import { intervalWords } from '../../../lib/interval-words.ts'
import { formatMoney } from '../../../lib/money.ts'
import { formatDate } from '../../../lib/time.ts'
import { type Names, nameOf } from '../names.ts'

export type Subscription = Customer['subscriptions'][number]

const ENDED = ['canceled', 'incomplete_expired']

export function hasEnded({ status }: Subscription): boolean {
  return ENDED.includes(status)
}

/** `Team × 5, every month`; an item that no catalog knows goes by its id. */
export function itemWords(item: Subscription['items'][number], names: Names): string {
  const id = item.product ?? item.price
  const name = id === null ? 'Something without a price' : nameOf(names.plans, id)
  const times = item.quantity !== null && item.quantity !== 1 ? ` × ${item.quantity}` : ''
  if (item.interval === null) return `${name}${times}, once`
  const every = intervalWords(item.interval, item.interval_count ?? 1)
  return `${name}${times}, ${every}${item.usage_type === 'metered' ? ', by usage' : ''}`
}

/** What it brings in a month, what of that stays after a scheduled end, and what its trial may bring. */
export function mrrWords({ mrr, committed_mrr, trial_mrr, currency }: Subscription): string {
  const parts = [`${formatMoney(mrr, currency)} a month`]
  if (committed_mrr !== mrr)
    parts.push(`of which ${formatMoney(committed_mrr, currency)} stays after its scheduled end`)
  if (trial_mrr !== 0) parts.push(`${formatMoney(trial_mrr, currency)} once its trial is over`)
  return parts.join(', ')
}

const PAUSE_REASONS: Record<string, string> = {
  trial_end_without_payment_method: 'its trial ended without a way to pay',
  first_payment_failure: 'its first payment failed',
  final_payment_failure: 'its last try to collect failed',
  pause_requested: 'somebody asked for it',
  system: 'Stripe did it',
}

/** What is to come and what was, a sentence each. */
export function periodWords(subscription: Subscription, timeZone?: string): string[] {
  const day = (at: string) => formatDate(Date.parse(at), timeZone)
  const { status, status_reason: why, trial_end, cancel_at, ended_at, canceled_at, pause } = subscription
  const sentences: string[] = []
  if (status === 'trialing' && trial_end) sentences.push(`Its trial ends on ${day(trial_end)}.`)
  if (hasEnded(subscription)) {
    const end = ended_at ?? canceled_at
    sentences.push(end ? `Ended on ${day(end)}.` : 'It has ended.')
  } else if (cancel_at) sentences.push(`Canceled: it ends on ${day(cancel_at)}.`)
  else if (subscription.current_period_end)
    sentences.push(`Its period runs until ${day(subscription.current_period_end)}.`)
  if (status === 'paused') sentences.push(`Paused${why ? ` because ${PAUSE_REASONS[why] ?? why}` : ''}.`)
  if (pause) {
    const until = pause.resumes_at ? ` until ${day(pause.resumes_at)}` : ''
    sentences.push(`Collecting is paused${until}: ${PAUSED_INVOICES[pause.behavior] ?? pause.behavior}.`)
  }
  return sentences
}
