import { changed, madeUp, type Scene, type Setting, type Told } from './scene.ts'
import { chargeObject, invoiceObject, subscriptionObject } from './stripe-objects.ts'
import { DAY, inventedTerms, type Terms } from './subject.ts'

const TRIAL_DAYS = 14

/** A subscription waits for its first payment, which comes at once. */
export function subscriptionCreated(setting: Setting): Scene {
  const { subject, now } = setting
  const terms = inventedTerms(now)
  const waiting = { ...terms, status: 'incomplete' }
  const bill = { id: 'in_simulated', status: 'paid', created: now, paidAt: now, reason: 'subscription_create' } as const
  return {
    history: [],
    events: [
      ...madeUp(setting),
      { type: 'customer.subscription.created', object: subscriptionObject(subject, waiting) },
      { type: 'charge.succeeded', object: chargeObject(subject, terms, now) },
      { type: 'invoice.paid', object: invoiceObject(subject, terms, bill) },
      changed(setting, terms, { status: 'incomplete' }),
    ],
  }
}

export function trialStarted(setting: Setting): Scene {
  return { history: [], events: trialBegins(setting) }
}

export function trialWillEnd(setting: Setting): Scene {
  const { terms, history } = onTrial(setting, 3)
  return {
    history,
    events: [{ type: 'customer.subscription.trial_will_end', object: subscriptionObject(setting.subject, terms) }],
  }
}

export function trialEndedPaid(setting: Setting): Scene {
  const { subject, now } = setting
  const { terms, history } = onTrial(setting, 0)
  const paying = { ...terms, status: 'active', trialEnd: now, periodStart: now, periodEnd: now + 30 * DAY }
  const bill = { id: 'in_simulated', status: 'paid', created: now, paidAt: now } as const
  return {
    history,
    events: [
      changed(setting, paying, { status: 'trialing' }, { latest_invoice: 'in_simulated' }),
      { type: 'charge.succeeded', object: chargeObject(subject, paying, now) },
      { type: 'invoice.paid', object: invoiceObject(subject, paying, bill) },
    ],
  }
}

/** Without a payment method Stripe pauses, where the subscription says so. */
export function trialEndedPaused(setting: Setting): Scene {
  const { now } = setting
  const { terms, history } = onTrial(setting, 0)
  const paused = { ...terms, status: 'paused', trialEnd: now }
  const transition = { type: 'subscription', transitioned_at: now, subscription: { type: 'trial_end' } }
  return {
    history,
    events: [changed(setting, paused, { status: 'trialing' }, { status_details: { paused: transition } })],
  }
}

function trialBegins(setting: Setting, daysAgo = 0): Told[] {
  const { subject, now } = setting
  const at = now - daysAgo * DAY
  const terms = trialTerms(now, TRIAL_DAYS - daysAgo)
  const bill = { id: 'in_simulated_trial', status: 'paid', created: at, paidAt: at, amount: 0 } as const
  const [made] = madeUp({ subject, now: at })
  return [
    ...(made ? [made] : []),
    { type: 'customer.subscription.created', object: subscriptionObject(subject, terms), at },
    {
      type: 'invoice.paid',
      object: invoiceObject(subject, terms, { ...bill, reason: 'subscription_create' }),
      at: at + 1,
    },
  ]
}

function trialTerms(now: number, daysLeft: number): Terms {
  const begun = now - (TRIAL_DAYS - daysLeft) * DAY
  const end = now + daysLeft * DAY
  return inventedTerms(begun, { status: 'trialing', trialEnd: end, periodEnd: end })
}

/** The customer's own trial, or one that has begun before. */
function onTrial(setting: Setting, daysLeft: number): { terms: Terms; history: Told[] } {
  const own = setting.subject.subscription
  if (own?.status === 'trialing') return { terms: own, history: [] }
  return { terms: trialTerms(setting.now, daysLeft), history: trialBegins(setting, TRIAL_DAYS - daysLeft) }
}
