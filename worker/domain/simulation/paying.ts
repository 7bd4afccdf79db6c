import { changed, type Scene, type Setting, type Told, underWay } from './scene.ts'
import { type Bill, chargeObject, failedChargeObject, invoiceObject, subscriptionObject } from './stripe-objects.ts'
import { DAY, lengthOf, type Terms } from './subject.ts'

const HOUR = 3_600

export function paymentSucceeded(setting: Setting): Scene {
  const { history, before, after } = renewal(setting)
  return { history, events: [...paid(setting, after, 1), renewed(setting, after, before)] }
}

export function paymentFailed(setting: Setting): Scene {
  const { history, before, after } = renewal(setting)
  return { history, events: [...failed(setting, after, 1), pastDue(setting, after, before)] }
}

export function paymentFailedThriceThenRecovered(setting: Setting): Scene {
  const { history, before, after } = renewal(setting)
  const active = { ...after, status: 'active' }
  return {
    history,
    events: [
      ...failed(setting, after, 1),
      pastDue(setting, after, before),
      ...failed(setting, after, 2),
      ...failed(setting, after, 3),
      ...paid(setting, after, 4),
      changed(setting, active, { status: 'past_due' }, LATEST),
    ],
  }
}

/** The last attempt failed too, and the account’s rules at Stripe end the subscription. */
export function paymentFailedForGood(setting: Setting): Scene {
  const { history, before, after } = renewal(setting)
  const { subject, now } = setting
  const over = {
    ...{ ...LATEST, canceled_at: now, ended_at: now },
    cancellation_details: { comment: null, feedback: null, reason: 'payment_failed' },
  }
  const ended = subscriptionObject(subject, { ...after, status: 'canceled' }, over)
  return {
    history,
    events: [
      ...failed(setting, after, 1),
      pastDue(setting, after, before),
      ...failed(setting, after, 2),
      ...failed(setting, after, 3, false),
      { type: 'customer.subscription.deleted', object: ended },
    ],
  }
}

/** The bank wants to hear from the customer. */
export function paymentActionRequired(setting: Setting): Scene {
  const { history, before, after } = renewal(setting)
  const invoice = invoiceObject(setting.subject, after, bill(setting, { attempts: 1 }))
  return {
    history,
    events: [
      { type: 'invoice.payment_failed', object: invoice },
      { type: 'invoice.payment_action_required', object: invoice },
      pastDue(setting, after, before),
    ],
  }
}

export function invoiceUpcoming(setting: Setting): Scene {
  const { terms, history } = underWay(setting)
  const { periodEnd } = terms
  const next = { ...terms, periodStart: periodEnd, periodEnd: periodEnd + lengthOf(terms.items[0]) }
  const coming = { id: null, status: 'draft', created: periodEnd, nextAttempt: periodEnd, reason: 'upcoming' } as const
  return { history, events: [{ type: 'invoice.upcoming', object: invoiceObject(setting.subject, next, coming) }] }
}

const INVOICE = 'in_simulated'
const LATEST = { latest_invoice: INVOICE }

/** The next period begins now. */
function renewal(setting: Setting): { history: Told[]; before: Terms; after: Terms } {
  const { terms, history } = underWay(setting)
  const { now } = setting
  const next = { periodStart: now, periodEnd: now + lengthOf(terms.items[0]) }
  return { history, before: terms, after: { ...terms, ...next, status: 'active', trialEnd: null, cancelAt: null } }
}

function bill({ now }: Setting, over: Partial<Bill>): Bill {
  return { id: INVOICE, status: 'open', created: now - HOUR, ...over }
}

function paid(setting: Setting, terms: Terms, attempts: number): Told[] {
  const { subject, now } = setting
  const receipt = bill(setting, { status: 'paid', paidAt: now, attempts })
  return [
    { type: 'charge.succeeded', object: chargeObject(subject, terms, now) },
    { type: 'invoice.paid', object: invoiceObject(subject, terms, receipt) },
  ]
}

function failed(setting: Setting, terms: Terms, attempts: number, goesOn = true): Told[] {
  const { subject, now } = setting
  const open = bill(setting, { attempts, nextAttempt: goesOn ? now + 3 * DAY : null })
  return [
    { type: 'charge.failed', object: failedChargeObject(subject, terms, now, `ch_simulated_failed_${attempts}`) },
    { type: 'invoice.payment_failed', object: invoiceObject(subject, terms, open) },
  ]
}

function pastDue(setting: Setting, after: Terms, before: Terms): Told {
  return changed(setting, { ...after, status: 'past_due' }, { status: before.status, latest_invoice: null }, LATEST)
}

function renewed(setting: Setting, after: Terms, before: Terms): Told {
  const was = { ...(before.status !== 'active' && { status: before.status }), latest_invoice: null }
  return changed(setting, after, was, LATEST)
}
