import type { Access } from './access.ts'
import type { AccountSettings } from './settings.ts'
import { dayOfSeconds as day } from './times.ts'

/** What Stripe does with invoices while collecting is paused (https://docs.stripe.com/billing/subscriptions/pause-payment). */
export const PAUSED_INVOICES: Readonly<Record<string, string>> = {
  void: 'its invoices are voided',
  keep_as_draft: 'its invoices stay drafts',
  mark_uncollectible: 'its invoices are marked uncollectible',
}

/** Of a subscription that grants access: how long it does, where a cancel is to come or collecting is paused. */
export function subscribedWords(access: Access, onPause: AccountSettings['access']['on_pause']): string {
  const { subject, until, toldAt, cancelsAt, pause } = access
  const end = until === null ? '' : ` until ${day(until)}`
  if (!pause) {
    const what = `Subscription ${subject} is ${toldAt === null ? 'active' : 'paid for'}`
    return cancelsAt === null
      ? `${what}, so access is active.`
      : `${what} and set to be canceled on ${day(cancelsAt)}, so access is active until then.`
  }
  if (pause.behavior !== 'void')
    return `${pausedWords(access)}, which takes nothing away, so access is active${end}.${toCome(access)}`
  const what = pausedWords(access, pause.paidUntil)
  if (onPause === 'keep')
    return `${what}, and the settings keep access in a pause, so it is active${end}.${toCome(access)}`
  const state = onPause === 'freeze' ? 'frozen' : 'suspended'
  const then = until === pause.paidUntil ? ` and ${state} after that for as long as the pause lasts` : ''
  return `${what}, so access is active${end}${then}.${toCome(access)}`
}

export function pausedWords({ subject, pause }: Access, paidUntil: number | null = null): string {
  const behavior = pause?.behavior ?? ''
  const paid = paidUntil === null ? '' : `, paid for until ${day(paidUntil)},`
  return `Collecting for subscription ${subject}${paid} is paused (${PAUSED_INVOICES[behavior] ?? behavior})`
}

/** Where something else decides: the pause, and what is to come, in sentences of their own. */
export function besides(access: Access): string {
  return `${access.pause ? ` ${pausedWords(access)}.` : ''}${toCome(access)}`
}

/** Sentences to add: when collecting resumes, and when the subscription is set to be canceled. */
export function toCome({ pause, cancelsAt }: Access): string {
  const resumes = pause?.resumesAt ?? null
  return [
    ...(resumes === null ? [] : [` Collecting resumes on ${day(resumes)}.`]),
    ...(cancelsAt === null ? [] : [` The subscription is set to be canceled on ${day(cancelsAt)}.`]),
  ].join('')
}
