import type { Money } from './billing.ts'
import type { StoredCustomer } from './customer.ts'
import type { Change } from './event.ts'
import { moneyWords } from './money-words.ts'
import type { Payer } from './payer.ts'

/** Plain sentences about what an input meant for a customer; the one about access is always there. */
export function customerNotes(customer: StoredCustomer, changes: readonly Change[]): string[] {
  const change = (field: string): Change | undefined => changes.find((one) => one.field === field)
  const access = change('access')
  const { state, reason } = customer.access
  const moved = access && access.from !== state && access.from !== null
  return [
    moved ? `Access went from ${access.from} to ${state}. ${reason}` : reason,
    ...sentence(change('stage'), (from, to) => `Stage: ${from ?? 'none'} → ${to ?? 'none'}.`),
    ...sentence(change('packages'), (from, to) => `Packages: ${list(from)} → ${list(to)}.`),
    ...sentence(change('mrr'), (from, to) => `MRR: ${sum(from)} → ${sum(to)}.`),
  ]
}

/** What the reminder of a trial's end means now: it comes three days ahead, or at once where the trial is shorter or ended early. */
export function trialNotes(customer: StoredCustomer, subscriptionId: string, nowMs: number): string[] {
  const trialEnd = customer.subscriptions.find(({ id }) => id === subscriptionId)?.trial_end
  if (!trialEnd) return []
  const days = Math.ceil((Date.parse(trialEnd) - nowMs) / 86_400_000)
  if (days <= 0) return [`The trial of ${subscriptionId} has ended (${trialEnd}).`]
  return [`The trial of ${subscriptionId} ends in ${days === 1 ? '1 day' : `${days} days`} (${trialEnd}).`]
}

/** What comes of it that the Stripe customer was deleted, which the note about the object itself says. */
export function deletionNote({ subscriptions }: Payer): string {
  const ended = Object.keys(subscriptions).length > 0 ? 'Its subscriptions end with it. ' : ''
  return `${ended}The customer itself stays, with its history and what it has paid.`
}

export function nameOfCustomer({ id, email, name }: StoredCustomer): string {
  return `${email ?? name ?? 'the customer'} (${id})`
}

function sentence(change: Change | undefined, say: (from: unknown, to: unknown) => string): string[] {
  return change ? [say(change.from, change.to)] : []
}

function list(names: unknown): string {
  return Array.isArray(names) && names.length > 0 ? names.join(', ') : 'none'
}

function sum(money: unknown): string {
  const sums = (Array.isArray(money) ? (money as Money[]) : []).map(({ amount, currency }) =>
    moneyWords(amount, currency),
  )
  return sums.length > 0 ? sums.join(' and ') : 'none'
}
