import { charged, type Scene, type Setting, underWay } from './scene.ts'
import { disputeObject, subscriptionObject } from './stripe-objects.ts'
import { DAY } from './subject.ts'

/** At once, by the customer or by a person. */
export function canceled(setting: Setting): Scene {
  const { subject, now } = setting
  const { terms, history } = underWay(setting)
  const object = subscriptionObject(
    subject,
    { ...terms, status: 'canceled' },
    {
      ...{ canceled_at: now, ended_at: now },
      cancellation_details: { comment: null, feedback: 'unused', reason: 'cancellation_requested' },
    },
  )
  return { history, events: [{ type: 'customer.subscription.deleted', object }] }
}

export function refundFull(setting: Setting): Scene {
  return refunded(setting, 1)
}

export function refundPartial(setting: Setting): Scene {
  return refunded(setting, 0.5)
}

function refunded(setting: Setting, share: number): Scene {
  const { charge, terms, history } = charged(setting)
  const object = { ...charge, amount_refunded: Math.round(terms.amount * share), refunded: share === 1 }
  const previous = { amount_refunded: 0, ...(share === 1 && { refunded: false }) }
  return { history, events: [{ type: 'charge.refunded', object, previous }] }
}

export function disputeOpened(setting: Setting): Scene {
  const { terms, history } = charged(setting)
  const { subject, now } = setting
  return {
    history,
    events: [{ type: 'charge.dispute.created', object: disputeObject(subject, terms, now, 'needs_response') }],
  }
}

export function disputeLost(setting: Setting): Scene {
  const { terms, history } = charged(setting)
  const { subject, now } = setting
  const opened = Math.max(now - 7 * DAY, terms.created)
  const open = disputeObject(subject, terms, opened, 'needs_response')
  return {
    history: [...history, { type: 'charge.dispute.created', object: open }],
    events: [
      { type: 'charge.dispute.closed', object: { ...open, status: 'lost' }, previous: { status: 'needs_response' } },
    ],
  }
}
