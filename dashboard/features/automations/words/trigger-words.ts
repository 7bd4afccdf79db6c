import type { TriggerType } from '../../../../worker/domain/automation/automation.ts'
import { ACCESS_LABELS } from '../../../lib/access-labels.ts'
import type { Automation } from '../../../lib/api-types.ts'
import { countOf } from '../../../lib/count-words.ts'
import { type AutomationNames, nameOf } from '../automation-names.ts'

type OwnTrigger = Exclude<TriggerType, `stripe:${string}`>

export const STRIPE_PREFIX = 'stripe:'

/** Every trigger of Billhook’s own, as it goes on after “When”. */
export const TRIGGER_GROUPS: { label: string; triggers: Partial<Record<OwnTrigger, string>> }[] = [
  {
    label: 'Payments',
    triggers: {
      'payment.failed': 'a payment fails',
      'payment.recovered': 'a failed payment is made good',
      'payment.action_required': 'a payment waits for the customer to confirm it',
      'payment.succeeded': 'a payment succeeds',
      'charge.refunded': 'a payment is refunded',
      'dispute.opened': 'a payment is disputed',
      'dispute.closed': 'a dispute is decided',
      'invoice.upcoming': 'an invoice is about to be made',
    },
  },
  {
    label: 'Subscriptions',
    triggers: {
      'subscription.created': 'a subscription begins',
      'subscription.updated': 'a subscription is changed',
      'subscription.plan_changed': 'a customer switches plans',
      'subscription.trial_ending': 'a trial is about to end',
      'subscription.renewing': 'a subscription is about to renew',
      'subscription.cancel_scheduled': 'a subscription is set to be canceled',
      'subscription.canceled': 'a subscription ends',
    },
  },
  {
    label: 'Customers',
    triggers: {
      'customer.created': 'there is a new customer',
      'stage.changed': 'a customer’s stage changes',
      'access.changed': 'a customer’s access changes',
      'segment.entered': 'a customer comes into a segment',
      'segment.left': 'a customer leaves a segment',
    },
  },
]

const WORDS: Readonly<Record<string, string>> = Object.assign({}, ...TRIGGER_GROUPS.map(({ triggers }) => triggers))

/** `a payment fails`; for a type of Stripe’s `Stripe sends invoice.paid`. */
export function triggerLabel(type: string): string {
  if (type.startsWith(STRIPE_PREFIX)) return `Stripe sends ${type.slice(STRIPE_PREFIX.length) || '…'}`
  return WORDS[type] ?? type
}

/** `a payment fails for price Pro`. */
export function triggerWords(trigger: Automation['trigger'], names: AutomationNames): string {
  const { type, price, product } = trigger
  const of = [
    ...(price === undefined ? [] : [`price ${nameOf(names.prices, price)}`]),
    ...(product === undefined ? [] : [`product ${nameOf(names.products, product)}`]),
  ]
  return `${withFilter(trigger, names) ?? triggerLabel(type)}${of.length > 0 ? ` for ${of.join(' of ')}` : ''}`
}

function withFilter(trigger: Automation['trigger'], names: AutomationNames): string | null {
  const { type, days, segment, stage, access } = trigger
  if (days !== undefined && type === 'subscription.renewing') return `a subscription renews in ${countOf(days, 'day')}`
  if (days !== undefined && type === 'subscription.trial_ending') return `a trial ends in ${countOf(days, 'day')}`
  if (segment !== undefined && type === 'segment.entered')
    return `a customer comes into the segment ${nameOf(names.segments, segment)}`
  if (segment !== undefined && type === 'segment.left')
    return `a customer leaves the segment ${nameOf(names.segments, segment)}`
  if (stage !== undefined && type === 'stage.changed') return `a customer’s stage becomes ${stage}`
  if (access !== undefined && type === 'access.changed')
    return `a customer’s access becomes ${ACCESS_LABELS[access].toLowerCase()}`
  return null
}
