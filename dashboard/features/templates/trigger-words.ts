import { TRIGGER_TYPES } from '../../../worker/domain/automation/automation.ts'

const WORDS: Record<(typeof TRIGGER_TYPES)[number], string> = {
  'subscription.created': 'A subscription starts',
  'subscription.updated': 'A subscription changes',
  'subscription.plan_changed': 'A subscription moves to another plan',
  'subscription.cancel_scheduled': 'A cancellation is scheduled',
  'subscription.canceled': 'A subscription is canceled',
  'subscription.trial_ending': 'A trial is about to end',
  'subscription.renewing': 'A subscription is about to renew',
  'payment.succeeded': 'A payment succeeds',
  'payment.failed': 'A payment fails',
  'payment.recovered': 'A failed payment succeeds after all',
  'payment.action_required': 'A payment needs the customer’s confirmation',
  'charge.refunded': 'A charge is refunded',
  'dispute.opened': 'A dispute is opened',
  'dispute.closed': 'A dispute is closed',
  'invoice.upcoming': 'An invoice is coming up',
  'customer.created': 'A customer is created',
  'stage.changed': 'A customer’s stage changes',
  'access.changed': 'A customer’s access changes',
  'segment.entered': 'A customer enters a segment',
  'segment.left': 'A customer leaves a segment',
}

export const TRIGGERS = TRIGGER_TYPES.map((type) => ({ type, words: WORDS[type] }))

/** What starts a mail, in words; a type of Stripe's as it is called. */
export function triggerWords(type: string): string {
  const known = TRIGGERS.find((trigger) => trigger.type === type)
  return known ? known.words : `Stripe says ${type.replace(/^stripe:/, '')}`
}
